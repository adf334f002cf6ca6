"""WebSockets by hand: come in, and no more; the least that a client can do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import cast
from urllib.parse import urlsplit

from bench.dialects import Dialect

AT_ONCE = 50  # handshakes
SECONDS = 20  # that one may take


class Knock(asyncio.Protocol):
    """A socket that comes in, and then neither reads nor answers what it gets."""

    def __init__(self, dialect: Dialect, number: int) -> None:
        self._dialect, self._heard = dialect, b""
        self._request = handshake(*dialect.door(number))
        self._is_open = False
        self.is_inside: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own are none by type
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self.is_inside.done():
            return
        self._heard += data
        if not self._is_open and b"\r\n\r\n" in self._heard:
            self._is_open = True
            for frame in self._dialect.greeting:
                self.transport.write(masked(frame))
        if self._is_open and self._dialect.inside in self._heard:
            self.is_inside.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.is_inside.done():
            self.is_inside.set_exception(ConnectionError("The server hung up."))


async def knock(dialect: Dialect, numbers: Iterable[int]) -> list[Knock]:
    """Let them all in, some at once. Raises OSError, TimeoutError."""
    door = asyncio.Semaphore(AT_ONCE)
    loop = asyncio.get_running_loop()

    async def let_in(number: int) -> Knock:
        address = urlsplit(dialect.door(number)[0])
        async with door, asyncio.timeout(SECONDS):
            _transport, one = await loop.create_connection(
                lambda: Knock(dialect, number), str(address.hostname), address.port or 80
            )
            await one.is_inside
            return one

    return list(await asyncio.gather(*map(let_in, numbers)))


def handshake(url: str, headers: dict[str, str]) -> bytes:
    """The request that asks for a WebSocket."""
    address = urlsplit(url)
    query = f"?{address.query}" if address.query else ""
    lines = (
        f"GET {address.path}{query} HTTP/1.1",
        f"Host: {address.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: YSBrbm9jayBhdCB0aGUgZA==",
        *(f"{name}: {value}" for name, value in headers.items()),
        "\r\n",
    )
    return "\r\n".join(lines).encode()


def masked(text: bytes) -> bytes:
    """A client's text frame of under 126 bytes; a mask of zeros changes nothing."""
    return bytes([0x81, 0x80 | len(text)]) + bytes(4) + text
