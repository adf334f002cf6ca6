"""Run a command and let people follow it: ``manage.py follow --name build -- make -j4``."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from feeds.models import COMMAND_LENGTH, Run
from feeds.sending.command import run
from feeds.sending.remote import Away, RefusedBySite, Remote
from feeds.sending.sender import Sender

TRIES, PAUSE = 5, 2.0  # to begin the run, and the seconds between


class Command(BaseCommand):
    help = "Run a command, pass its output on, send it to a site, and exit as the command did."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Options of the run first; then, behind ``--``, the command."""
        parser.add_argument("--name", required=True, help="the name of the run")
        parser.add_argument("--url", help="the site's address; else ROLLCALL_URL")
        parser.add_argument("--token-file", type=Path, help="a file; else ROLLCALL_TOKEN")
        parser.add_argument("--readers", default="", help="staff (default), everyone, or a group")
        parser.add_argument("--room", type=int, help="the number of a room to announce it in")
        parser.add_argument("--announce", nargs="*", choices=Run.Moment.values, default=[])
        parser.add_argument("command", nargs="+", metavar="-- command")

    def handle(self, **options: Any) -> None:
        """Exit as the command does, whatever becomes of the site."""
        command = options["command"]
        sender = self._begin(options, _fields(options))
        status = run(command, (sys.stdout.buffer, sys.stderr.buffer), _taker(sender))
        if sender is not None:
            sender.finish(status)
        sys.exit(status)

    def _begin(self, options: dict[str, Any], fields: dict[str, Any]) -> Sender | None:
        """Begin the run; without a site the command runs all the same."""
        try:
            remote = Remote(_url(options["url"]), _token(options["token_file"]))
            started = self._start(remote, fields)
        except (ValueError, OSError, RefusedBySite) as error:
            raise CommandError(f"{error} The command was not run.", returncode=2) from None
        if started is None:
            return None
        self._say(f"followed at {started['url']}")
        sender = Sender(remote, started["id"], self._say)
        sender.start()
        return sender

    def _start(self, remote: Remote, fields: dict[str, Any]) -> Any:
        for _again in range(TRIES):
            try:
                return remote.start(fields)
            except Away as away:
                why = away
                Event().wait(PAUSE * settings.TIME_SCALE)
        self._say(f"the site does not answer ({why}): the output is seen here only.")
        return None

    def _say(self, words: str) -> None:
        self.stderr.write(f"follow: {words}")


def _fields(options: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": options["name"],
        "command": shlex.join(options["command"])[:COMMAND_LENGTH],
        "readers": options["readers"],
        "room": options["room"],
        "announce": options["announce"],
    }


def _taker(sender: Sender | None) -> Callable[[bytes], None]:
    return sender.outgoing.put if sender is not None else lambda data: None


def _url(given: str | None) -> str:
    return given or os.environ.get("ROLLCALL_URL") or settings.PUBLIC_URL or "http://127.0.0.1:8000"


def _token(path: Path | None) -> str:
    """Return the token. Raises ValueError, OSError."""
    token = path.read_text().strip() if path else os.environ.get("ROLLCALL_TOKEN", "")
    if not token:
        raise ValueError("Give a token: --token-file, or ROLLCALL_TOKEN.")
    return token
