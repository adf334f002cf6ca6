"""A wire between a client and a server that a test can cut, or stall.

Chromium's offline mode spares open WebSockets; a client's own closing tells the server.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

PORTION = 65_536


class Relay:
    """Passes bytes on, both ways, in a thread of its own. Its methods are for any thread."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._wires: set[asyncio.StreamWriter] = set()
        self._is_whole = True
        self._loop = asyncio.new_event_loop()
        self._flows = asyncio.Event()
        self._flows.set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._wait_for(asyncio.start_server(self._join, "127.0.0.1", 0))

    @property
    def host(self) -> str:
        """Where to connect instead of the server: host and port."""
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    @property
    def socket_url(self) -> str:
        return f"ws://{self.host}/ws/"

    def cut(self) -> None:
        """End every connection, and refuse new ones."""
        self._call(self._cut)

    def mend(self) -> None:
        """Let connections through, and bytes."""
        self._call(self._mend)

    def stall(self) -> None:
        """Keep connections and read no more from them, as a stopped program does."""
        self._call(self._flows.clear)

    def flow(self) -> None:
        """Read on."""
        self._call(self._flows.set)

    def close(self) -> None:
        self.cut()
        self._call(self._server.close)
        self._wait_for(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _cut(self) -> None:
        self._is_whole = False
        self._flows.set()
        for wire in self._wires:
            wire.transport.abort()

    def _mend(self) -> None:
        self._is_whole = True

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _join(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        self._wires.add(to_near)
        try:
            if self._is_whole:
                await self._pass_on(near, to_near)
        except OSError:
            pass  # One end is gone, and so is the other in a moment.
        finally:
            self._wires.discard(to_near)
            to_near.transport.abort()

    async def _pass_on(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        far, to_far = await asyncio.open_connection(*self._target)
        self._wires.add(to_far)
        try:
            pumps = [self._pump(near, to_far), self._pump(far, to_near)]
            await asyncio.gather(*pumps)
        finally:
            self._wires.discard(to_far)
            to_far.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while await self._flows.wait() and (data := await source.read(PORTION)):
            await self._flows.wait()
            sink.write(data)
            await sink.drain()
        sink.write_eof()

    def _call(self, function: Callable[[], Any]) -> None:
        async def call() -> None:
            function()

        self._wait_for(call())

    def _wait_for(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


@contextmanager
def relay_to(host: str, port: int) -> Iterator[Relay]:
    relay = Relay(host, port)
    try:
        yield relay
    finally:
        relay.close()
