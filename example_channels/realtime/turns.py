"""Work that comes in thousands at once, done in turns, so that the event loop serves others too."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable

logger = logging.getLogger(__name__)

TURN = 0.01  # seconds of such work in one turn of the loop
MOST = 64  # pieces: each may have the loop do more than itself, in the turns that follow

Work = Callable[[], object]


class Slices:
    """Long work in a task, which lets others have the loop whenever a slice of time is over."""

    def __init__(self) -> None:
        self._clock = asyncio.get_running_loop().time
        self._until = self._clock() + TURN

    async def breathe(self) -> None:
        """Return at once, or after a turn of the loop where this slice is over."""
        if self._clock() > self._until:
            await asyncio.sleep(0)
            self._until = self._clock() + TURN


class Turns:
    """Does work at once while this turn of the loop has time for it, else in a later one, in order.

    Belongs to the event loop's thread.
    """

    def __init__(self) -> None:
        self._waiting: deque[Work] = deque()
        self._spent, self._done = 0.0, 0
        self._loop: asyncio.AbstractEventLoop | None = None
        """The loop that has been asked for another turn."""

    def do(self, work: Work) -> None:
        """Do ``work``, which returns at once. If it fails, that is logged."""
        self._waiting.append(work)
        if self._loop is not (loop := asyncio.get_running_loop()):
            self._loop, self._spent, self._done = loop, 0.0, 0
            loop.call_soon(self._next)
        if len(self._waiting) == 1:
            self._go_on()

    def _next(self) -> None:
        self._spent, self._done = 0.0, 0
        self._go_on()
        if self._waiting and self._loop is not None:
            self._loop.call_soon(self._next)
        else:
            self._loop = None

    def _go_on(self) -> None:
        while self._waiting and self._spent < TURN and self._done < MOST:
            self._done += 1
            began = time.perf_counter()
            try:
                self._waiting.popleft()()
            except Exception:
                logger.exception("What was put off failed")
            self._spent += time.perf_counter() - began
