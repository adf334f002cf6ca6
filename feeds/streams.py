"""The body of one request, on its way into one run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from example_channels.realtime.workers import in_database
from feeds import actions
from feeds.writer import Taken

PIECE = 256 * 1024  # bytes that are written at once
PATIENCE = 0.1  # seconds that what has come waits for more

Receive = Callable[[], Awaitable[dict[str, Any]]]


class Stream:
    """Reads on only when what was read is written. A silent sender is alive while it is there."""

    def __init__(self, receive: Receive, run: int, offset: int | None) -> None:
        self._receive, self._run, self._offset = receive, run, offset
        self._pending = bytearray()
        self._is_over = False
        self._coming: asyncio.Task[dict[str, Any]] | None = None

    async def take_all(self) -> Taken:
        """Write all that comes; return how far the run has come then. Raises as actions do."""
        try:
            while True:
                await self._gather()
                taken = await self._write()
                if self._is_over:
                    return taken
        finally:
            if self._coming is not None:
                self._coming.cancel()

    async def _gather(self) -> None:
        """Return with a piece, with what came in a moment, or, at the latest, with nothing."""
        now = asyncio.get_running_loop().time
        await self._hear(settings.RUN_LOST_SECONDS / 4)
        until = now() + PATIENCE
        while self._pending and not self._is_over and len(self._pending) < PIECE:
            left = until - now()
            if left <= 0 or not await self._hear(left):
                break

    async def _hear(self, seconds: float) -> bool:
        """Take what comes next, if it comes in time."""
        if self._coming is None:
            self._coming = asyncio.ensure_future(self._receive())
        await asyncio.wait({self._coming}, timeout=seconds)
        if not self._coming.done():
            return False
        message = self._coming.result()
        self._coming = None
        self._pending += message.get("body", b"")
        self._is_over = not message.get("more_body", False)
        return True

    async def _write(self) -> Taken:
        data, self._pending = bytes(self._pending), bytearray()
        taken = await in_database(actions.add_output, self._run, data, self._offset)
        if self._offset is not None:
            self._offset += len(data)
        return taken
