"""Our own server under load: ``manage.py serve`` on its core, with people and rooms in it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bench import cores
from bench.dialects import Rollcall
from tests.services import fresh_database, postgres_server, redis_server
from tests.site_process import MANAGE, ROOT, environment, prepared_data_dir, serve

EMBEDDED, SHARED = "Rollcall", "Rollcall, PostgreSQL and Redis"


class Site(NamedTuple):
    """A server that runs. Everybody is a member of every room."""

    name: str
    socket_url: str
    processes: tuple[int, ...]
    cookies: list[str]
    rooms: list[int]

    @property
    def dialect(self) -> Rollcall:
        """How one talks in its first room."""
        return Rollcall(self.socket_url, self.cookies, self.rooms[0])


@contextmanager
def running(name: str, *, users: int, rooms: int) -> Iterator[Site]:
    """Start it on a database of its own."""
    with ExitStack() as stack:
        with cores.on(cores.OTHERS):
            env = {"BENCH": "1", **stack.enter_context(services(name))}
        data_dir = prepared_data_dir(stack)
        manage(data_dir, env, "migrate", "--verbosity=0")
        issued = [issue(data_dir, env, users, f"bench {number}") for number in range(rooms)]
        with cores.on(cores.SERVER):
            site = stack.enter_context(serve(data_dir, workers=1, arguments=(), **env))
        cookies = issued[0][0]
        rooms_made = [room for _, room in issued]
        yield Site(name, site.socket_url, (site.process.pid,), cookies, rooms_made)


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
