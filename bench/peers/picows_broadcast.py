"""The limit: a broadcast of one frame per delivery, with nothing around it but Cython and uvloop.

``python -m bench.peers.picows_broadcast PORT``
"""

from __future__ import annotations

import asyncio
import sys

import uvloop
from picows import (
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    ws_create_server,
)

everybody: dict[WSTransport, None] = {}


class Client(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        everybody[transport] = None

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            text = frame.get_payload_as_bytes()
            for each in everybody:
                each.send(WSMsgType.TEXT, text)
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        everybody.pop(transport, None)


def greet(request: WSUpgradeRequest) -> WSListener:
    return Client()


async def main(port: int) -> None:
    server = await ws_create_server(greet, "127.0.0.1", port, backlog=4096)
    await asyncio.ensure_future(server.serve_forever())


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
