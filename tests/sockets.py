"""An outside client of ``/ws/``: what the contract says, and nothing of our own code."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

SECONDS = 30.0  # how long a test waits at most

Event = dict[str, Any]


class Socket:
    """One connection. Events that nobody asked for yet are kept, in order."""

    def __init__(self, wire: ClientConnection) -> None:
        self._wire = wire
        self._ids = count(1)
        self._kept: list[Event] = []

    async def request(self, type: str, /, **fields: Any) -> Event:
        """Make a request and return its answer, whatever it says."""
        request_id = str(next(self._ids))
        await self.send_text(json.dumps({"type": type, "id": request_id, **fields}))
        return await self.next(lambda event: event.get("id") == request_id)

    async def event(self, type: str, **fields: Any) -> Event:
        """Return the next event of a type that has these fields."""
        wanted = {"type": type, **fields}
        return await self.next(lambda event: wanted.items() <= event.items())

    async def next(self, is_wanted: Any) -> Event:
        async with asyncio.timeout(SECONDS):
            while True:
                for number, event in enumerate(self._kept):
                    if is_wanted(event):
                        return self._kept.pop(number)
                self._kept += await self._frame()

    async def events_until_answer(self) -> list[Event]:
        """Return all that came before the answer to a ping sent now."""
        pong = await self.request("ping")
        kept, self._kept = self._kept, []
        assert pong["type"] == "pong"
        return kept

    async def send_text(self, text: str | bytes) -> None:
        await self._wire.send(text)

    async def closed(self) -> tuple[int, str]:
        """Wait for the server to close; return its code and reason."""
        async with asyncio.timeout(SECONDS):
            with suppress(ConnectionClosed):
                while True:
                    self._kept += await self._frame()
        assert self._wire.close_code, "The connection broke without a close frame."
        return self._wire.close_code, self._wire.close_reason or ""

    async def _frame(self) -> list[Event]:
        frame = json.loads(await self._wire.recv())
        assert isinstance(frame, list)
        assert frame, "A frame has at least one event."
        return frame


@asynccontextmanager
async def open_socket(
    url: str, cookie: str | None = None, *, origin: str | None = None, language: str = "en"
) -> AsyncIterator[Socket]:
    """Connect to ``url`` with a session cookie, as a browser or as a program without Origin."""
    headers = {"Accept-Language": language}
    if cookie:
        headers["Cookie"] = f"rollcall_session={cookie}"
    async with connect(
        url,
        additional_headers=headers,
        origin=origin,
        compression=None,
        proxy=None,
        open_timeout=SECONDS,
        max_size=256 * 1024,
    ) as wire:
        yield Socket(wire)
