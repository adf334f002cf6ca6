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
from tests.site_process import MANAGE, ROOT, SiteProcess, environment, prepared_data_dir, serve

KEY = "one key for all processes of a site under load"
EMBEDDED, SHARED = "Rollcall", "Rollcall, PostgreSQL and Redis"


class Site(NamedTuple):
    """A site that runs, in one process or several.

    Everybody is a member of every one of ``rooms``; ``seats`` are in the rooms it was filled with,
    by the person's place in ``cookies``.
    """

    name: str
    hosts: tuple[str, ...]
    processes: tuple[int, ...]
    cookies: list[str]
    rooms: list[int]
    seats: dict[int, int]
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
        plan = prepared(stack, name, users=users, rooms=rooms, fill=fill)
        folders = [plan.folder, *(prepared_data_dir(stack) for _ in range(processes - 1))]
        served = []
        for number, folder in enumerate(folders):
            with cores.on(cores.of_server(number, processes)):
                process = serve(folder, workers=1, arguments=(), **plan.env)
                served.append(stack.enter_context(process))
        yield plan.site(*served)


class Plan(NamedTuple):
    """A site that may be started, as often as wanted."""

    name: str
    folder: Path
    env: dict[str, str]
    cookies: list[str]
    rooms: list[int]
    seats: dict[int, int]

    def site(self, *served: SiteProcess) -> Site:
        """The site, now that these processes serve it."""
        return Site(
            self.name,
            tuple(process.host for process in served),
            tuple(process.process.pid for process in served),
            self.cookies,
            self.rooms,
            self.seats,
            environment(self.folder, **self.env),
        )


def prepared(
    stack: ExitStack, name: str, *, users: int, rooms: int = 1, fill: tuple[str, ...] = ()
) -> Plan:
    """Make its database, and people with log-ins in it, who are members of ``rooms`` rooms."""
    with cores.on(cores.OTHERS):
        env = {"BENCH": "1", "SECRET_KEY": KEY, **stack.enter_context(services(name))}
    folder = prepared_data_dir(stack)
    if name != EMBEDDED:
        manage(folder, env, "migrate", "--verbosity=0")
    filled = manage(folder, env, "fill", *fill).splitlines() if fill else []
    issued = [issue(folder, env, users, f"bench {number}") for number in range(rooms)]
    people = issued[0].people
    cookies, numbers = list(people.values()), {user: n for n, user in enumerate(people)}
    seats = {
        numbers[user]: room
        for room, *inside in (map(int, line.split()) for line in filled)
        for user in inside
        if user in numbers
    }
    return Plan(name, folder, env, cookies, [each.room for each in issued], seats)


@contextmanager
def services(name: str) -> Iterator[dict[str, str]]:
    """Yield the environment that names the private servers a site needs, if any."""
    if name == EMBEDDED:
        yield {}
        return
    with postgres_server() as server, fresh_database(server) as database, redis_server() as redis:
        yield {"DATABASE_URL": database, "REDIS_URL": redis}


class Issued(NamedTuple):
    """A room, and the cookies of its members by their ids."""

    people: dict[int, str]
    room: int


def issue(data_dir: Path, env: dict[str, str], users: int, room: str) -> Issued:
    """Make people who are logged in and members of a room."""
    said = manage(data_dir, env, "issue_sessions", f"--users={users}", f"--room={room}")
    *lines, last = (line.split() for line in said.splitlines())
    return Issued({int(user): cookie for user, _name, cookie in lines}, int(last[1]))


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
