"""Sockets to a real server, for people who are logged in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.site_process import SiteProcess, manage

WITHIN = 30  # seconds for a frame to come, or an end


def sessions(site: SiteProcess, count: int, **env: str) -> list[str]:
    """Session cookies of some people, all members of one public room."""
    command = ("issue_sessions", f"--users={count}", "--room=Bench")
    told = manage(*command, data_dir=site.data_dir, BENCH="1", **env)
    assert told.returncode == 0, told.stderr
    return [line.split()[2] for line in told.stdout.splitlines()[:-1]]


@contextmanager
def open_socket(site: SiteProcess, session: str = "") -> Iterator[ClientConnection]:
    headers = {"Cookie": f"rollcall_session={session}"} if session else {}
    with connect(site.socket_url, additional_headers=headers, proxy=None) as socket:
        yield socket


def event(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next event of a kind; others before it are passed over."""
    while True:
        for told in json.loads(socket.recv(WITHIN)):
            if told["type"] == kind:
                return dict(told)
