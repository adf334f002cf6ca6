"""People at their sockets: each has one room open, posts, goes and comes back."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from uuid import uuid4

from bench.connection import FAULTS, Connection, connect
from bench.copies import Copy, Lost
from bench.events import Event, Message

TEXT = "A message of sixty-four bytes, which is about what people write."
PATIENCE = 30.0  # seconds a delivery may take before it counts as lost
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds, as the browser waits before it comes back
AT_ONCE = 50  # handshakes, where no storm is wanted


class Member:
    """One person with a room open, who keeps a copy of it."""

    def __init__(self, url: str, cookie: str, room: int) -> None:
        self._url, self._cookie = url, cookie
        self.room = room
        self.copy = Copy()
        self.activity: dict[int, int] = {}  # of the other rooms: the newest position told
        self.catch_ups = self.failures = 0
        self._progress = asyncio.Event()
        self.connection: Connection

    async def come(self) -> None:
        """Connect and open the room, catching up where it was open before. Raises FAULTS."""
        self.connection = await connect(self._url, self._cookie, self._hear)
        await self._open()

    async def _open(self) -> None:
        opened = await self.connection.request("room.open", room=self.room, since=self.copy.version)
        if opened.type != "room.opened":
            raise ConnectionError(f"The room did not open: {opened.code}")
        if not opened.complete:
            raise Lost("a member was away for too long to catch up")

    async def come_back(self) -> None:
        """Try until it succeeds, with the browser's full-jitter pauses."""
        ceiling = 2 * FIRST_PAUSE
        while True:
            await asyncio.sleep(random.uniform(FIRST_PAUSE, ceiling))
            ceiling = min(2 * ceiling, LONGEST_PAUSE)
            try:
                return await self.come()
            except FAULTS:
                self.failures += 1
                self.go()

    def go(self) -> None:
        """Let go of the socket at once."""
        if hasattr(self, "connection"):
            self.connection.drop()

    async def post(self) -> Message:
        """Post, and return the message once it is committed. Raises Lost where it is refused."""
        answer = await self.connection.request(
            "message.post", room=self.room, client_id=str(uuid4()), text=TEXT
        )
        if not isinstance(answer.message, Message):
            raise Lost(f"a post was refused: {answer.code}")
        return answer.message

    async def has_heard(self, position: int) -> None:
        """Wait for the copy to come to a position. Raises Lost."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self.copy.head < position:
                    self._progress.clear()
                    await self._progress.wait()
        except TimeoutError:
            raise Lost(f"{position - self.copy.head} messages never came") from None

    def _hear(self, event: Event) -> None:
        if event.type == "message" and isinstance(event.message, Message):
            self.copy.hear(event.message)
            self._progress.set()
        elif event.type == "room.opened":
            self.copy.open(event.version, event.position, event.messages)
            self._progress.set()
        elif event.type == "room.activity":
            self.activity[event.room] = event.position
        elif event.type == "catch_up":
            self.catch_ups += 1
            self.copy.is_behind = True
            self._reopening = asyncio.ensure_future(self._open())


@asynccontextmanager
async def present(members: Iterable[Member]) -> AsyncIterator[list[Member]]:
    """Let them all come, without haste, and go in the end."""
    everybody = list(members)
    door = asyncio.Semaphore(AT_ONCE)

    async def enter(member: Member) -> None:
        async with door:
            await member.come()

    try:
        await asyncio.gather(*map(enter, everybody))
        yield everybody
    finally:
        for member in everybody:
            member.go()
