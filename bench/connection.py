"""One WebSocket that speaks the contract: requests, their answers, and what is told besides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from typing import Any

from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.events import COOKIE, Event, decode, encode

HANDSHAKE_SECONDS = 20  # as the browser: whoever waits longer tries again
FAULTS = (OSError, TimeoutError, WSError)  # what a connection may fail with


class Connection(WSListener):
    """``hears`` gets every event, answers too, in order and as it arrives.

    Whoever waits for an answer runs later, when the events behind it have been heard.
    """

    def __init__(self, hears: Callable[[Event], None]) -> None:
        self._hears = hears
        self._ids = count(1)
        self._answers: dict[str, asyncio.Future[Event]] = {}
        self.frames = self.bytes = 0  # received; several events may come in one frame

    def request(self, type: str, **fields: Any) -> asyncio.Future[Event]:
        """Send a request; the future is its answer. Raises ConnectionError.

        Many may be on their way.
        """
        if self._transport.is_disconnected:
            raise ConnectionError("The connection has ended.")
        request_id = str(next(self._ids))
        answer = asyncio.get_running_loop().create_future()
        self._answers[request_id] = answer
        self._transport.send(WSMsgType.TEXT, encode({"type": type, "id": request_id, **fields}))
        return answer

    def drop(self) -> None:
        """Let go at once, without the closing handshake."""
        self._transport.disconnect(graceful=False)

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            payload = frame.get_payload_as_bytes()
            self.frames += 1
            self.bytes += len(payload)
            for event in decode(payload):
                self._take(event)
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionError("The connection ended before the answer."))
        self._answers.clear()

    def _take(self, event: Event) -> None:
        answer = self._answers.pop(event.id, None) if event.id else None
        self._hears(event)
        if answer is not None and not answer.done():
            answer.set_result(event)


async def connect(url: str, cookie: str, hears: Callable[[Event], None]) -> Connection:
    """Connect with a session's cookie. Raises FAULTS."""
    connection = Connection(hears)
    transport, _listener = await ws_connect(
        lambda: connection,
        url,
        extra_headers={"Cookie": f"{COOKIE}={cookie}"},
        websocket_handshake_timeout=HANDSHAKE_SECONDS,
    )
    if transport.is_disconnected:
        # A connection that ends before its handshake does is none, yet picows returns it.
        raise ConnectionError("The server hung up.")
    return connection
