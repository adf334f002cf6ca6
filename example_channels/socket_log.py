"""One line in the log for each socket, when it has ended."""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

logger = logging.getLogger("rollcall.socket")

Message = dict[str, Any]
Application = Callable[..., Awaitable[None]]


class SocketLog:
    """Counts a socket's frames and remembers how it ended.

    ``scope["log"]`` is a dict of further facts; the consumer puts ``user`` there.
    """

    def __init__(self, scope: Message) -> None:
        self.path = scope["path"]
        self.address = (scope.get("client") or (None,))[0]
        self.facts: Message = {}
        self._began = time.monotonic()
        self._received = self._sent = 0
        self._code: int | None = None

    def came(self, message: Message) -> None:
        if message["type"] == "websocket.receive":
            self._received += 1
        elif message["type"] == "websocket.disconnect":
            self._ended(message.get("code"))

    def left(self, message: Message) -> None:
        if message["type"] == "websocket.send":
            self._sent += 1
        elif message["type"] == "websocket.close":
            self._ended(message.get("code", 1000))

    def _ended(self, code: int | None) -> None:
        """The first who closes gives the reason; what follows is its echo."""
        self._code = self._code or code

    def write(self) -> None:
        fields = {
            "code": self._code or 1006,
            "seconds": round(time.monotonic() - self._began, 1),
            "frames_in": self._received,
            "frames_out": self._sent,
            "user": None,
            "address": self.address,
        }
        logger.info("WEBSOCKET %s", self.path, extra={"fields": fields | self.facts})


def log_sockets(application: Application) -> Application:
    """Write a line for each socket that ``application`` has served."""

    async def logged(scope: Message, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return await application(scope, receive, send)
        log = SocketLog(scope)

        async def receive_counted() -> Message:
            message: Message = await receive()
            log.came(message)
            return message

        async def send_counted(message: Message) -> None:
            await send(message)
            log.left(message)

        try:
            await application({**scope, "log": log.facts}, receive_counted, send_counted)
        finally:
            log.write()

    return logged
