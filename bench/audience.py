"""A room full of readers: posts are pumped into it, and all must hear all of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.copies import Lost
from bench.dialects import Dialect
from bench.hearing import Book
from bench.readers import Reader, Sender, TimedReader, come_in, enter, let_go

PATIENCE = 60.0  # seconds without any progress after which what has not come is lost
LOOK_EVERY = 0.002  # seconds between two looks whether all have everything
CALM = 0.05  # seconds in which nothing more may come


class Room:
    """A full room: its readers, and its sender, who came last and so is told last."""

    def __init__(self, readers: list[Reader], sender: Sender) -> None:
        self.readers, self.sender = readers, sender
        self._everybody = [*readers, sender]

    @property
    def frames(self) -> int:
        return sum(reader.frames for reader in self.readers)

    def took(self) -> list[float]:
        """Return how long each delivery took, in seconds, where readers have clocks."""
        return [seconds for reader in self._timed() for seconds in reader.took]

    def forget_times(self) -> None:
        """Let what was heard so far be a warm-up."""
        for reader in self._timed():
            reader.took.clear()

    def _timed(self) -> list[TimedReader]:
        return [reader for reader in self.readers if isinstance(reader, TimedReader)]

    async def pump(self, in_flight: int, seconds: float) -> int:
        """Keep that many posts in flight; return how many all have heard. Raises Lost."""
        before = len(self.sender.sent)
        self.sender.keep(in_flight, time.perf_counter() + seconds)
        await asyncio.sleep(seconds)
        await self._settle()
        return len(self.sender.sent) - before

    async def pace(self, every: float, seconds: float) -> int:
        """Post that often; return how many posts all have heard. Raises Lost."""
        self.sender.keep(0, 0.0)
        clock, count = time.perf_counter, round(seconds / every)
        began = clock()
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number * every - clock()))
            self.sender.post()
        await self._settle()
        return count

    async def nothing_more(self) -> None:
        """See that nothing comes twice at the end. Raises Lost."""
        await asyncio.sleep(CALM)
        self._check()

    async def _settle(self) -> None:
        """Wait until everybody has everything."""
        total, seen, since = len(self.sender.sent), -1, time.perf_counter()
        while (least := min(reader.due for reader in self._everybody)) < total:
            self._check()
            if least > seen:
                seen, since = least, time.perf_counter()
            elif time.perf_counter() - since > PATIENCE:
                raise Lost(f"{total - least} messages never came to somebody")
            await asyncio.sleep(LOOK_EVERY)
        self._check()

    def _check(self) -> None:
        for reader in self._everybody:
            if reader.fault:
                raise Lost(reader.fault)


@asynccontextmanager
async def full_room(
    dialect: Dialect, count: int, *, with_clocks: bool = False
) -> AsyncIterator[Room]:
    """Let ``count`` readers and a sender in, without haste; they go in the end. Raises FAULTS.

    Clocks cost the reader time, so they are for those who are not in a hurry.
    """
    book: Book = {}
    sender = Sender(dialect, book)
    readers: list[Reader] = [
        TimedReader(dialect, book, sender.sent) if with_clocks else Reader(dialect, book)
        for _ in range(count)
    ]
    try:
        await come_in(dialect, readers)
        await enter(dialect, count, sender)
        yield Room(readers, sender)
    finally:
        let_go([*readers, sender])
