"""Connections are taken in, and refused once nobody listens."""

from __future__ import annotations

import asyncio
import socket

import pytest

from example_channels.serving.acceptor import AT_ONCE, Acceptor

pytestmark = pytest.mark.asyncio

SECONDS = 30.0  # how long a test waits at most


class Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(data)  # type: ignore[attr-defined]


@pytest.fixture
def listener() -> socket.socket:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    return listener


async def echoed(address: tuple[str, int]) -> bytes:
    async with asyncio.timeout(SECONDS):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"hi")
        heard = await reader.read(2)
        writer.close()
        await writer.wait_closed()
        return heard


async def test_more_than_one_portion_who_come_together_are_all_served(listener) -> None:
    acceptor = Acceptor(listener, Echo)
    coming = [echoed(listener.getsockname()) for _ in range(3 * AT_ONCE)]
    assert await asyncio.gather(*coming) == [b"hi"] * 3 * AT_ONCE
    acceptor.close()


async def test_nobody_is_let_in_after_the_end(listener) -> None:
    address = listener.getsockname()
    acceptor = Acceptor(listener, Echo)
    acceptor.close()
    acceptor.close()
    await acceptor.wait_closed()
    with pytest.raises(ConnectionRefusedError):
        await echoed(address)
