"""uvicorn's WebSocket protocol, which also lets go of a peer that has stopped reading.

Closing a transport waits until what was written has left. A peer that keeps its connection but
reads nothing would hold its socket, and our memory, for ever.
"""

from __future__ import annotations

from django.conf import settings
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

ABORT_SECONDS = 5.0  # how long the last words to a peer may take


class LettingGo(WebSocketsSansIOProtocol):
    """Aborts a transport that does not close in time; aborting a closed one does nothing."""

    async def run_asgi(self) -> None:
        await super().run_asgi()
        self._abort_later()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._abort_later()

    def shutdown(self) -> None:
        super().shutdown()
        self._abort_later()

    def _abort_later(self) -> None:
        if not self.disconnected:
            self.loop.call_later(ABORT_SECONDS * settings.TIME_SCALE, self.transport.abort)
