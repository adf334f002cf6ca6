"""One socket's unsent events: write now, wait, coalesce, give up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from django.conf import settings

MAX_EVENTS = 256
MAX_BYTES = 512 * 1024
MAX_FRAME = 256 * 1024
MAX_BLOCKED = 30.0  # seconds one write may take before the socket is given up


class _Item(NamedTuple):
    text: str
    size: int
    is_answer: bool


class Outbox:
    """Events in order, written as frames by a task that lives only while there are some.

    A state event replaces an unsent one with its key. When what waits exceeds the limits it is all
    dropped and ``overflowed`` is called, to tell the client to catch up. Answers to requests do not
    count and are kept: the client itself bounds their number. ``stuck`` is called when one write
    has taken longer than ``MAX_BLOCKED``.
    """

    def __init__(
        self,
        send: Callable[[str], Awaitable[None]],
        overflowed: Callable[[], None],
        stuck: Callable[[], None],
    ) -> None:
        self._send, self._overflowed, self._stuck = send, overflowed, stuck
        self._waiting: dict[object, _Item] = {}
        self._events = self._bytes = 0
        self._writer: asyncio.Task[None] | None = None
        self._is_closed = False

    def put(self, text: str, replaces: str | None = None) -> None:
        """Queue an event; never blocks."""
        if self._is_closed:
            return
        if replaces is not None and replaces in self._waiting:
            # Popped, not overwritten: the newer event belongs behind what was queued since.
            self._uncount(self._waiting.pop(replaces))
        item = _Item(text, _utf8_size(text), is_answer=False)
        self._events += 1
        self._bytes += item.size
        if self._events > MAX_EVENTS or self._bytes > MAX_BYTES:
            self._overflow()
        else:
            self._queue(replaces if replaces is not None else object(), item)

    def put_answer(self, text: str) -> None:
        """Queue an answer to a request."""
        self._queue(object(), _Item(text, _utf8_size(text), is_answer=True))

    def close(self) -> None:
        """Forget everything and write no more. Idempotent."""
        self._is_closed = True
        self._waiting.clear()
        if self._writer is not None:
            self._writer.cancel()

    async def flushed(self) -> None:
        """Return once what waits now is written, or cannot be."""
        if self._writer is not None:
            await asyncio.wait([self._writer])

    def _queue(self, key: object, item: _Item) -> None:
        if self._is_closed:
            return
        self._waiting[key] = item
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write())

    def _uncount(self, item: _Item) -> None:
        if not item.is_answer:
            self._events -= 1
            self._bytes -= item.size

    def _overflow(self) -> None:
        self._waiting = {key: item for key, item in self._waiting.items() if item.is_answer}
        self._events = self._bytes = 0
        self._overflowed()

    async def _write(self) -> None:
        try:
            while self._waiting:
                patience = MAX_BLOCKED * settings.TIME_SCALE
                alarm = asyncio.get_running_loop().call_later(patience, self._stuck)
                try:
                    await self._send(self._next_frame())
                finally:
                    alarm.cancel()
        except (OSError, RuntimeError):
            # The peer has gone, which the consumer learns from its own receive().
            self._is_closed = True
        finally:
            self._writer = None

    def _next_frame(self) -> str:
        texts: list[str] = []
        room = MAX_FRAME - 2
        for key, item in list(self._waiting.items()):
            if texts and item.size + 1 > room:
                break
            room -= item.size + 1
            texts.append(item.text)
            self._uncount(self._waiting.pop(key))
        return f"[{','.join(texts)}]"


def _utf8_size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
