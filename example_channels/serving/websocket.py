"""uvicorn's WebSocket protocol, which writes ready frames and lets go of a peer that is stuck."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from example_channels.realtime.turns import Turns
from example_channels.realtime.writing import EXTENSION, Line
from example_channels.serving.inbox import Inbox

ABORT_SECONDS = 5.0  # how long the last words to a peer may take

_endings = Turns()  # Where 5,000 went at once, their transports' ends held the loop for 0.2 s.


class SiteProtocol(WebSocketsSansIOProtocol):
    """One connection.

    Closing a transport waits until what was written has left. A peer that keeps its connection but
    reads nothing would hold its socket, and our memory, for ever; so a transport that does not
    close in time is aborted. Aborting a closed one does nothing.
    """

    _has_run = False
    _line = Line()  # Until there is one.

    def handle_connect(self, event: Request) -> None:
        self.queue = cast(Any, Inbox())
        super().handle_connect(event)
        event.headers.clear()  # A browser's are 2 KB; what reads the frames keeps the request.
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            # The application's task, made just now, has not begun yet.
            self._line = Line(self.transport.write)
            cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self._line

    def pause_writing(self) -> None:
        super().pause_writing()
        self._line.fill()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._line.drain()

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self._abort_later()
        self._has_run = True
        self._fall_apart()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Close soon. All that have gone are told of in one turn of the loop, closed in several."""
        _endings.do(self.transport.close)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        self._line.end()
        _endings.do(partial(self._be_lost, exc))

    def _be_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._fall_apart()

    def _fall_apart(self) -> None:
        """Cut what goes in circles, once nothing more can come.

        A connection is a hundred objects. Left to the garbage collector, those of 5,000 that ended
        together were taken apart in one go, during which the event loop stood still for a second.
        """
        if self._has_run and self.disconnected:
            self.scope = cast(Any, None)
            self.conn.parser.close()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._abort_later()

    def shutdown(self) -> None:
        super().shutdown()
        self._abort_later()

    def _abort_later(self) -> None:
        if not self.disconnected:
            self.loop.call_later(ABORT_SECONDS * settings.TIME_SCALE, self.transport.abort)
