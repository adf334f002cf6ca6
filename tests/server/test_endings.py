"""What is left of a connection that has ended: nothing for the garbage collector to take apart."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import connect

from example_channels.realtime.outbox import Outbox
from example_channels.realtime.writing import Line
from example_channels.serving.upgrading import SiteHttpProtocol
from example_channels.serving.websocket import SiteProtocol
from tests.processes import free_port

pytestmark = pytest.mark.asyncio

SECONDS = 30.0  # how long a test waits at most
COUNT = 5
TURNS = 5  # of the loop, in which a task and a transport have ended


class Server(uvicorn.Server):
    """Says when it serves, and when a socket has ended."""

    def __init__(self, port: int) -> None:
        config = uvicorn.Config(
            self.echo,
            port=port,
            interface="asgi3",
            http=SiteHttpProtocol,
            ws=SiteProtocol,
            log_config=None,
        )
        super().__init__(config)
        self.serves = asyncio.Event()
        self.ended = asyncio.Queue[None]()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.serves.set()

    async def echo(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            while (message := await receive())["type"] == "websocket.receive":
                await send({"type": "websocket.send", "text": message["text"]})
            self.ended.put_nowait(None)


@asynccontextmanager
async def served() -> AsyncIterator[tuple[Server, str]]:
    server = Server(port := free_port())
    async with asyncio.timeout(SECONDS):
        serving = asyncio.create_task(server._serve())
        await server.serves.wait()
        try:
            yield server, f"ws://127.0.0.1:{port}/"
        finally:
            server.should_exit = True
            await serving


async def test_connections_are_freed_as_they_end() -> None:
    async with served() as (server, url):
        gc.collect()
        gc.disable()
        try:
            for number in range(COUNT):
                async with connect(url, compression=None, proxy=None) as socket:
                    await socket.send("hi")
                    assert await socket.recv() == "hi"
                    if number % 2:
                        socket.transport.abort()
                await server.ended.get()
            for _turn in range(TURNS):
                await asyncio.sleep(0)
            assert left_of(SiteProtocol, SiteHttpProtocol) == []
        finally:
            gc.enable()


async def test_a_closed_outbox_lets_go_of_its_socket() -> None:
    class Socket:
        def __init__(self) -> None:
            self.outbox = Outbox(Line(), self.send, self.tell, self.tell)

        async def send(self, text: str) -> None: ...
        def tell(self) -> None: ...

    gc.disable()
    try:
        Socket().outbox.close()
        assert left_of(Socket) == []
    finally:
        gc.enable()


def left_of(*kinds: type) -> list[object]:
    # By its type: a proxy whose object has gone minds being asked what it is.
    return [each for each in gc.get_objects() if issubclass(type(each), kinds)]
