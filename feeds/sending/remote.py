"""A site as a program with a token sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

TIMEOUT = 20  # seconds


class Away(Exception):
    """The site does not answer, or not now: the same again may go well later."""


class RefusedBySite(Exception):
    """The site says no, in words; asking again does not help. ``facts`` are its answer."""

    def __init__(self, status: int, facts: Mapping[str, Any]) -> None:
        super().__init__(str(facts.get("error") or f"The site answers {status}."))
        self.status, self.facts = status, facts


class Remote:
    """Requests over one connection, which is opened again where it broke."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError(f"{url!r} is no address of a site.")
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._connection = kind(address.hostname, address.port, timeout=TIMEOUT)
        self._runs = f"{address.path.rstrip('/')}/feeds/runs/"
        self._headers = {"Authorization": f"Bearer {token}"}

    def start(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Begin a run. Raises Away, RefusedBySite."""
        return self._ask("POST", self._runs, json.dumps(fields).encode(), "application/json")

    def send(self, run: int, data: bytes, offset: int) -> int:
        """Send output that begins at ``offset``, or nothing as a sign of life; return how far the
        site has come. Raises Away, RefusedBySite.
        """
        path = f"{self._runs}{run}/output"
        headers = {"Upload-Offset": str(offset)}
        return int(self._ask("PUT", path, data, "text/plain", headers)["received"])

    def finish(self, run: int, exit_status: int) -> None:
        """End a run. Raises Away, RefusedBySite."""
        body = json.dumps({"exit_status": exit_status}).encode()
        self._ask("PATCH", f"{self._runs}{run}/", body, "application/json")

    def _ask(
        self, method: str, path: str, body: bytes, kind: str, more: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        headers = {**self._headers, "Content-Type": kind, **(more or {})}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            status, text = response.status, response.read()
        except (OSError, HTTPException) as error:
            self._connection.close()
            raise Away(str(error) or type(error).__name__) from error
        return _facts(status, text)


def _facts(status: int, text: bytes) -> Mapping[str, Any]:
    try:
        facts = json.loads(text)
    except ValueError:
        facts = {}
    if status == 429 or status >= 500:
        raise Away(str(facts.get("error") or f"it answers {status}"))
    if status >= 300 or not isinstance(facts, dict) or not facts:
        raise RefusedBySite(status, facts if isinstance(facts, dict) else {})
    return facts
