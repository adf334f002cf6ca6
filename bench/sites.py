"""Our own server under load: ``manage.py serve`` on its core, with people and rooms in it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench import cores
from bench.dialects import Arriving, Rollcall
from tests.services import fresh_database, postgres_server, redis_server
from tests.site_process import MANAGE, ROOT, environment, prepared_data_dir, serve

KEY = "one key for all processes of a site under load"
EMBEDDED, SHARED = "Rollcall", "Rollcall, PostgreSQL and Redis"


class Site(NamedTuple):
    """A site that runs, in one process or several. Everybody is a member of every room."""

    name: str
    hosts: tuple[str, ...]
    processes: tuple[int, ...]
    cookies: list[str]
    rooms: list[int]
    environment: dict[str, str]

    @property
    def socket_url(self) -> str:
        return self._socket_urls[0]

    @property
    def dialect(self) -> Rollcall:
        """How one talks in its first room; people are spread over its processes."""
        return Rollcall(self._socket_urls, self.cookies, self.rooms[0])

    @property
    def arrival(self) -> Arriving:
        """How one only comes, and has the list of one's rooms."""
        return Arriving(self._socket_urls, self.cookies)

    @property
    def _socket_urls(self) -> list[str]:
        return [f"ws://{host}/ws/" for host in self.hosts]


@contextmanager
def running(
    name: str, *, users: int, rooms: int = 1, processes: int = 1, fill: tuple[str, ...] = ()
) -> Iterator[Site]:
    """Start it on a database of its own, which ``manage.py fill`` has filled with ``fill``.

    Several processes share the server's core, unless there are cores enough for each.
    """
    with ExitStack() as stack:
        with cores.on(cores.OTHERS):
            env = {"BENCH": "1", "SECRET_KEY": KEY, **stack.enter_context(services(name))}
        folders = [prepared_data_dir(stack) for _ in range(processes)]
        manage(folders[0], env, "migrate", "--verbosity=0")
        if fill:
            manage(folders[0], env, "fill", *fill)
        issued = [issue(folders[0], env, users, f"bench {number}") for number in range(rooms)]
        served = []
        for number, folder in enumerate(folders):
            with cores.on(cores.of_server(number, processes)):
                served.append(stack.enter_context(serve(folder, workers=1, arguments=(), **env)))
        yield Site(
            name,
            tuple(process.host for process in served),
            tuple(process.process.pid for process in served),
            issued[0][0],
            [room for _, room in issued],
            environment(folders[0], **env),
        )


@contextmanager
def services(name: str) -> Iterator[dict[str, str]]:
    """Yield the environment that names the private servers a site needs, if any."""
    if name == EMBEDDED:
        yield {}
        return
    with postgres_server() as server, fresh_database(server) as database, redis_server() as redis:
        yield {"DATABASE_URL": database, "REDIS_URL": redis}


def issue(data_dir: Path, env: dict[str, str], users: int, room: str) -> tuple[list[str], int]:
    """Make people who are logged in and members of a room: their cookies, its id."""
    said = manage(data_dir, env, "issue_sessions", f"--users={users}", f"--room={room}")
    *people, last = said.splitlines()
    return [person.split()[2] for person in people], int(last.split()[1])


def manage(data_dir: Path, env: dict[str, str], *arguments: str) -> str:
    """Run a command of the site and return what it says."""
    return subprocess.run(
        [*MANAGE, *arguments],
        cwd=ROOT,
        env=environment(data_dir, **env),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
