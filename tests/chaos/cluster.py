"""Servers that a test may end and bring back: Redis, and the processes of a site."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path

import redis

from tests.programs import redis_path
from tests.services import free_port, private_folder, redis_answers, running
from tests.site_process import SiteProcess, manage, prepared_data_dir, serve
from tests.visitors import Visitor

SCALE = 0.05  # of the times for which the site waits
ENVIRONMENT = {
    "BENCH": "1",
    "TIME_SCALE": str(SCALE),
    "DRAIN_SECONDS": "0.5",
    "SECRET_KEY": "one key for all processes of the site",
}
PEOPLE = 50
# Each process of a site writes in another way: none of them may cost anybody anything.
SLOW_WAYS = ("", "frames", "frames,stepping")


class Redis:
    """A Redis of the test's own that comes back at the same address, having forgotten all."""

    def __init__(self, stack: ExitStack) -> None:
        self._folder = stack.enter_context(private_folder("redis"))
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._running = stack.enter_context(ExitStack())

    def start(self) -> None:
        if not redis_answers(self.url):
            where = ["--bind", "127.0.0.1", "--port", str(self._port), "--dir", str(self._folder)]
            command = [str(redis_path()), *where, "--save", "", "--appendonly", "no"]
            self._running.enter_context(
                running(command, self._folder, {}, lambda: redis_answers(self.url))
            )

    def stop(self) -> None:
        self._running.close()

    def end_subscriptions(self) -> int:
        """Close the connections of all who listen; how many those were."""
        with closing(redis.Redis.from_url(self.url)) as client:
            return int(client.client_kill_filter(_type="pubsub"))


class Shards:
    """Redis servers that share what a site publishes."""

    def __init__(self, stack: ExitStack, count: int) -> None:
        self.servers = [Redis(stack) for _ in range(count)]
        self.url = ",".join(server.url for server in self.servers)

    def start(self) -> None:
        for server in self.servers:
            server.start()

    def stop(self) -> None:
        for server in self.servers:
            server.stop()

    def end_subscriptions(self) -> int:
        return sum(server.end_subscriptions() for server in self.servers)


class Site:
    """Processes that are one site. Those that were ended are started again by ``mend``."""

    def __init__(
        self,
        stack: ExitStack,
        *,
        processes: int = 1,
        workers: int = 1,
        people: int = PEOPLE,
        **env: str,
    ) -> None:
        self._env, self._workers = {**ENVIRONMENT, **env}, workers
        self._people = people
        self._stack = stack
        self._directories = [prepared_data_dir(stack) for _ in range(processes)]
        self._lives = [stack.enter_context(ExitStack()) for _ in range(processes)]
        self.processes: list[SiteProcess] = []
        self.mend()

    @property
    def socket_urls(self) -> list[str]:
        return [process.socket_url for process in self.processes]

    @property
    def any_socket_url(self) -> str:
        """Where a process runs."""
        return next(p.socket_url for p in self.processes if p.process.poll() is None)

    @property
    def data_dir(self) -> Path:
        return self._directories[0]

    def mend(self) -> None:
        """Start what does not run."""
        for number, _directory in enumerate(self._directories):
            if not self._runs(number):
                self.start(number)

    def start(self, number: int, **env: str) -> SiteProcess:
        """Start a process of the site, at an address of its own, with what it had written."""
        self._lives[number].close()
        ways = {"FAST_PATHS_OFF": SLOW_WAYS[number % len(SLOW_WAYS)]}
        served = serve(
            self._directories[number], workers=self._workers, **{**ways, **self._env, **env}
        )
        process = self._lives[number].enter_context(served)
        self.processes[number : number + 1] = [process]
        return process

    def kill(self, number: int) -> None:
        """End a process as a failing machine does."""
        process = self.processes[number]
        process.ends_with = -signal.SIGKILL
        process.signal(signal.SIGKILL)
        process.wait()

    @property
    def cookies(self) -> list[str]:
        """Sessions of different people, who all are members of ``hall``."""
        return [cookie for _, cookie in self.people]

    @property
    def people(self) -> list[tuple[int, str]]:
        """The ids of those people, with their sessions."""
        lines = [line.split() for line in self._issued[:-1]]
        return [(int(user), cookie) for user, _name, cookie in lines]

    @property
    def hall(self) -> int:
        return int(self._issued[-1].split()[1])

    @cached_property
    def _issued(self) -> list[str]:
        command = ("issue_sessions", f"--users={self._people}", "--room=Bench")
        told = manage(*command, data_dir=self.data_dir, **self._env)
        assert told.returncode == 0, told.stderr
        return told.stdout.splitlines()

    def _runs(self, number: int) -> bool:
        known = self.processes[number : number + 1]
        return bool(known) and known[0].process.poll() is None


class Crowd:
    """Some people of a site: their browsers, on its processes in turn, and a room for all."""

    def __init__(self, stack: ExitStack, site: Site, count: int) -> None:
        self.site, self.cookies = site, site.cookies[:count]
        self.visitors = []
        for number, cookie in enumerate(self.cookies):
            url = site.processes[number % len(site.processes)].url
            visitor = stack.enter_context(Visitor(url, f"person {number}"))
            visitor.http.cookies.set("rollcall_session", cookie)
            self.visitors.append(visitor)

    def turns(self) -> Iterator[list[str]]:
        """Where one after the other connects: here first, or there first."""
        urls = deque(self.site.socket_urls)
        while True:
            yield list(urls)
            urls.rotate()

    def new_room(self) -> int:
        """A room whose members are all of them."""
        first, *others = self.visitors
        room = first.new_room("Talk")
        for visitor in others:
            visitor.submit(f"/rooms/{room}/join/", form_on="/rooms/")
        return room
