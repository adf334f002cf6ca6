"""uvicorn's HTTP protocol, which makes WebSockets of connections in turns.

A handshake takes half a millisecond: when 5,000 asked together, the loop stood still for 2.5 s.
"""

from __future__ import annotations

from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from example_channels.realtime.turns import Turns

turns = Turns()


class SiteHttpProtocol(HttpToolsProtocol):
    """One connection, until it has become a WebSocket."""

    def handle_websocket_upgrade(self) -> None:
        # What a hasty client sends on would be taken for more of its request.
        self.transport.pause_reading()
        turns.do(self._upgrade)

    def _upgrade(self) -> None:
        if not self.transport.is_closing():
            self.transport.resume_reading()
            super().handle_websocket_upgrade()
        # It holds us, and the garbage collector is not to take thousands apart in one go.
        self.parser = cast(Any, None)
