"""People whose sockets are merely open, and clients who watch how those are shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from itertools import cycle

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.copies import Event
from tests.waiting import until

AT_ONCE = 20  # people who connect at the same moment
ALL = {"type": "presence.watch", "from": 0, "limit": 500, "query": ""}

Person = tuple[int, str]
"""An id and a session."""


def wire_to(url: str, cookie: str) -> connect:
    headers = {"Cookie": f"rollcall_session={cookie}"}
    return connect(
        url,
        additional_headers=headers,
        compression=None,
        proxy=None,
        ping_interval=None,
        close_timeout=1,
        open_timeout=30,
    )


class Onlooker:
    """One client's copy of the whole list, kept as the contract says, and all who left it."""

    def __init__(self, wire: ClientConnection) -> None:
        self._wire = wire
        self.window: Event = {}
        self.left: list[set[int]] = []
        """Those who were shown as here and then as offline, together where told together."""
        self.came: list[set[int]] = []
        self.closed_with: int | None = None

    async def live(self) -> None:
        with suppress(ConnectionClosed):
            await self._watch()
            async for frame in self._wire:
                for event in json.loads(frame):
                    if event["type"].startswith("presence."):
                        await self._take(event)
        self.closed_with = self._wire.close_code

    def sees(self, here: set[int]) -> bool:
        """Whether exactly these people are shown as here, and nothing is stale."""
        assert self.closed_with is None, f"An onlooker was closed with {self.closed_with}."
        return self.here == here and self.as_of is None

    @property
    def here(self) -> set[int]:
        return {user for user, state in self.states.items() if state != "offline"}

    @property
    def states(self) -> dict[int, str]:
        return {user["id"]: user["state"] for user in self.window.get("users", ())}

    @property
    def as_of(self) -> datetime | None:
        return self.window["as_of"]

    def forget(self) -> None:
        """Remember only who leaves and comes from now on."""
        self.left.clear()
        self.came.clear()

    async def _watch(self) -> None:
        await self._wire.send(json.dumps({"id": "watch", **ALL}))

    async def _take(self, event: Event) -> None:
        before, is_first = self.here, not self.window
        if event["type"] == "presence.window":
            self.window = event
        elif event["type"] == "presence.changed" and not is_first:
            await self._apply(event)
        if not is_first:
            self.left += [before - self.here] if before - self.here else []
            self.came += [self.here - before] if self.here - before else []

    async def _apply(self, event: Event) -> None:
        if event["since"] == self.window["version"]:
            users = {user["id"]: user for user in [*self.window["users"], *event["users"]]}
            self.window |= {**event, "users": list(users.values())}
        else:
            await self._watch()


@asynccontextmanager
async def onlookers(urls: Iterable[str], cookie: str) -> AsyncIterator[list[Onlooker]]:
    """Clients of one person, who all have the list."""
    async with AsyncExitStack() as stack:
        wires = [await stack.enter_async_context(wire_to(url, cookie)) for url in urls]
        watching = [Onlooker(wire) for wire in wires]
        tasks = [asyncio.create_task(onlooker.live()) for onlooker in watching]
        try:
            await until(lambda: all(onlooker.window for onlooker in watching))
            yield watching
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


class Sockets:
    """Open sockets, one for each of some people."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.wires: dict[int, ClientConnection] = {}

    async def open(self, people: Iterable[Person], urls: Iterable[str]) -> set[int]:
        """Connect people, to addresses in turn; returns their ids."""
        opening = [self._open(*person, url) for person, url in zip(people, cycle(urls))]
        return set(await asyncio.gather(*opening))

    async def come_back(self, people: Iterable[Person], urls: Iterable[str]) -> list[int | None]:
        """Connect each as soon as their socket was closed; returns with which codes."""
        coming = [self._come_back(*person, url) for person, url in zip(people, cycle(urls))]
        return await asyncio.gather(*coming)

    async def close(self, user: int) -> None:
        await self.wires.pop(user).close()

    async def say(self, user: int, type: str, **fields: object) -> None:
        await self.wires[user].send(json.dumps({"type": type, **fields}))

    async def _come_back(self, user: int, cookie: str, url: str) -> int | None:
        wire = self.wires[user]
        await wire.wait_closed()
        await self._open(user, cookie, url)
        return wire.close_code

    async def _open(self, user: int, cookie: str, url: str) -> int:
        async with self._gate:
            wire = await self._stack.enter_async_context(wire_to(url, cookie))
            self.wires[user] = wire
            await wire.recv()
        return user


@asynccontextmanager
async def sockets() -> AsyncIterator[Sockets]:
    async with AsyncExitStack() as stack:
        yield Sockets(stack)


async def all_see(watching: list[Onlooker], here: set[int]) -> None:
    """Wait until exactly these people are shown as here to everybody, and nothing is stale."""
    await until(lambda: all(onlooker.sees(here) for onlooker in watching))
    for onlooker in watching:
        counts = onlooker.window["counts"]
        assert sum(counts.values()) - counts["offline"] == len(here)
