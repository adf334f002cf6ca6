"""Those who read along in a room, in thousands, and the one who posts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.connection import HANDSHAKE_SECONDS
from bench.dialects import Dialect
from bench.hearing import Book, Hearing

AT_ONCE = 50  # handshakes


class Reader(Hearing, WSListener):
    """Expects the numbers from 0, each once and in order."""

    def __init__(self, dialect: Dialect, book: Book) -> None:
        Hearing.__init__(self, dialect, book)
        self.frames = 0
        self.has_come = False
        self.is_inside: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport, self.has_come = transport, True
        for frame in self.dialect.greeting:
            self.send(frame)
        if not self.dialect.inside:
            self.is_inside.set_result(None)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        self.frames += 1
        if self.hears_again(payload):
            return
        if frame.msg_type == WSMsgType.TEXT:
            self._read(payload)
        elif frame.msg_type == WSMsgType.CLOSE:
            self.fail(f"closed with {frame.get_close_code()}")
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.fail("the connection ended")

    def send(self, frame: bytes) -> None:
        self._transport.send(WSMsgType.TEXT, frame)

    def go(self) -> None:
        """Let go of the socket at once."""
        self.fault = self.fault or "gone"
        self._transport.disconnect(graceful=False)

    def _read(self, payload: bytes) -> None:
        for frame in self.dialect.replies(payload):
            self.send(frame)
        if not self.is_inside.done():
            self._enter(payload)
        else:
            self.hear(payload)

    def _enter(self, payload: bytes) -> None:
        if self.dialect.inside in payload:
            self.is_inside.set_result(None)

    def fail(self, reason: str) -> None:
        super().fail(reason)
        if not self.is_inside.done():
            self.is_inside.set_exception(ConnectionError(reason))


class TimedReader(Reader):
    """Writes down how long each message took since ``Room.sent``, in seconds."""

    def __init__(self, dialect: Dialect, book: Book, sent: list[float]) -> None:
        super().__init__(dialect, book)
        self._sent = sent
        self.took: list[float] = []

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        before = self.due
        super().on_ws_frame(transport, frame)
        if self.due != before:
            now = time.perf_counter()
            self.took += [now - sent for sent in self._sent[before : self.due]]


class Sender(Reader):
    """Reads like the others; a post is in flight until its own copy has come."""

    def __init__(self, dialect: Dialect, book: Book) -> None:
        super().__init__(dialect, book)
        self.sent: list[float] = []
        self._in_flight, self._until = 0, 0.0

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        super().on_ws_frame(transport, frame)
        self._fill()

    def keep(self, in_flight: int, until: float) -> None:
        """Post, and again whenever one has come back, until that time (``perf_counter``)."""
        self._in_flight, self._until = in_flight, until
        self._fill()

    def post(self) -> None:
        self.sent.append(time.perf_counter())
        self.send(self.dialect.post(len(self.sent) - 1))

    def _fill(self) -> None:
        while len(self.sent) - self.due < self._in_flight and time.perf_counter() < self._until:
            self.post()


async def come_in(dialect: Dialect, readers: Iterable[Reader]) -> None:
    """Let them in, some at once. Raises FAULTS."""
    door = asyncio.Semaphore(AT_ONCE)

    async def let_in(number: int, reader: Reader) -> None:
        async with door:
            await enter(dialect, number, reader)

    await asyncio.gather(*(let_in(number, reader) for number, reader in enumerate(readers)))


def let_go(readers: Iterable[Reader]) -> None:
    """Let go of the sockets of those who have one."""
    for reader in readers:
        if reader.has_come:
            reader.go()


async def enter(dialect: Dialect, number: int, reader: Reader) -> None:
    """Connect and be let into the room. Raises FAULTS."""
    url, headers = dialect.door(number)
    await ws_connect(
        lambda: reader, url, extra_headers=headers, websocket_handshake_timeout=HANDSHAKE_SECONDS
    )
    async with asyncio.timeout(HANDSHAKE_SECONDS):
        await reader.is_inside
