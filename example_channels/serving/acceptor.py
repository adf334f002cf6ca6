"""Takes connections in a few at a time.

When thousands come back at once, the event loops' own servers accept all that wait before anything
else gets a turn, and meanwhile twice as many wait: the loop stood still for 2.5 s with 5,000. Here
those who wait do so in the kernel's queue, and whoever is in is served between two portions.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable

from example_channels.serving.listening import BACKLOG

logger = logging.getLogger(__name__)

AT_ONCE = 16  # connections: with their handshakes, less than 10 ms of the loop
KEEP_IDLE = 60  # seconds of silence after which the system asks a peer whether it is there
PAUSE = 1.0  # seconds, where the system has no more file descriptors


class Acceptor:
    """Accepts on a listening socket in the running loop, until it is closed."""

    def __init__(
        self, listener: socket.socket, make_protocol: Callable[[], asyncio.BaseProtocol]
    ) -> None:
        self._listener, self._make_protocol = listener, make_protocol
        self._loop = asyncio.get_running_loop()
        self._coming: set[asyncio.Task[object]] = set()
        self._is_closed = False
        listener.setblocking(False)
        listener.listen(BACKLOG)
        self._resume()

    def close(self) -> None:
        """Accept nobody any more; whoever waits is refused. Idempotent."""
        if not self._is_closed:
            self._is_closed = True
            self._loop.remove_reader(self._listener)
            self._listener.close()

    async def wait_closed(self) -> None:
        """Return: a closed one does nothing. uvicorn asks."""

    def _resume(self) -> None:
        if not self._is_closed:
            self._loop.add_reader(self._listener, self._accept)

    def _accept(self) -> None:
        try:
            for _ in range(AT_ONCE):
                self._let_in(self._listener.accept()[0])
        except (BlockingIOError, ConnectionAbortedError):
            pass  # That was all, or somebody has gone again.
        except OSError:
            logger.exception("No connection can be accepted at present")
            self._loop.remove_reader(self._listener)
            self._loop.call_later(PAUSE, self._resume)

    def _let_in(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # An upload may be silent for hours; whether its sender is still there the system finds out.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_KEEPIDLE"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, KEEP_IDLE)
        coming = self._loop.create_task(self._attach(connection))
        self._coming.add(coming)
        coming.add_done_callback(self._coming.discard)

    async def _attach(self, connection: socket.socket) -> None:
        try:
            await self._loop.connect_accepted_socket(self._make_protocol, connection)
        except OSError:
            connection.close()  # Gone before it was let in.
