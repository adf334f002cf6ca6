"""People who use a running site over HTTP, as browsers do."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Self

import httpx

PASSWORD = "correct horse battery"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """A browser without a screen: cookies, forms, and nothing else."""

    def __init__(self, url: str, username: str) -> None:
        self.username = username
        self.http = httpx.Client(base_url=url, follow_redirects=True, timeout=60, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.http.close()

    @property
    def cookie(self) -> str:
        return self.http.cookies["rollcall_session"]

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def submit(self, path: str, /, *, form_on: str | None = None, **fields: str) -> httpx.Response:
        """Fill in and send a form, with the token of the page it stands on."""
        page = self.get(form_on or path)
        token = TOKEN.search(page.text)
        assert token, f"There is no form on {form_on or path}: {page.status_code}"
        headers = {"Referer": str(self.http.base_url)}
        return self.http.post(
            path, data={**fields, "csrfmiddlewaretoken": token[1]}, headers=headers
        )

    def sign_up(self) -> Self:
        fields = {"username": self.username, "password1": PASSWORD, "password2": PASSWORD}
        answer = self.submit("/sign_up/", **fields)
        assert answer.status_code == 200, answer.text
        assert answer.url.path == "/", answer.text
        return self

    def log_in(self, password: str = PASSWORD) -> httpx.Response:
        return self.submit("/log_in/", login=self.username, password=password)

    def log_out(self) -> httpx.Response:
        return self.submit("/log_out/")

    def new_room(self, name: str, kind: str = "public") -> int:
        answer = self.submit("/rooms/new/", name=name, kind=kind)
        return int(re.fullmatch(r"/rooms/(\d+)/", answer.url.path)[1])  # type: ignore[index]
