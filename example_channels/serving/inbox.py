"""What a connection has received and the application has not taken yet."""

from __future__ import annotations

import asyncio
from typing import Any

Message = dict[str, Any]


class Inbox:
    """As much of ``asyncio.Queue`` as uvicorn uses, for one reader.

    A queue, its event and their deques are 4 KB, which an idle socket would keep for hours.
    """

    __slots__ = ("_messages", "_reader")

    def __init__(self) -> None:
        self._messages: list[Message] = []
        self._reader: asyncio.Future[None] | None = None

    def put_nowait(self, message: Message) -> None:
        self._messages.append(message)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def empty(self) -> bool:
        return not self._messages

    async def get(self) -> Message:
        """Return the next message when there is one."""
        while not self._messages:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        self._reader = None
        return self._messages.pop(0)
