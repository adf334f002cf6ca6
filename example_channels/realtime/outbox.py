"""One socket's unsent events: write now, wait, coalesce, give up."""

import asyncio
import contextvars
from collections.abc import Callable

from django.conf import settings

from example_channels.realtime.frames import MAX_FRAME, Frame, Item
from example_channels.realtime.writing import Line, Rest, Send, write_for

MAX_EVENTS = 256
MAX_BYTES = 512 * 1024
MAX_BLOCKED = 30.0  # seconds one write may take before the socket is given up


class Outbox:
    """Events in order. It holds some only until the step is over, or while the peer is blocked.

    A state event replaces an unsent one with its key. When what waits exceeds the limits it is all
    dropped and ``overflowed`` is called, to tell the client to catch up. Answers to requests do not
    count and are kept: the client itself bounds their number. ``stuck`` is called when one write
    has taken longer than ``MAX_BLOCKED``. Only a blocked peer costs a task.
    """

    __slots__ = (
        "_answers",
        "_bytes",
        "_events",
        "_is_closed",
        "_is_due",
        "_overflowed",
        "_stuck",
        "_waiting",
        "_write",
        "_writer",
        "line",
    )

    def __init__(
        self, line: Line, send: Send, overflowed: Callable[[], None], stuck: Callable[[], None]
    ) -> None:
        self.line, self._write = line, write_for(line, send)
        self._overflowed, self._stuck = overflowed, stuck
        self._waiting: dict[object, Item] = {}
        self._answers: set[object] = set()
        """The keys of what waits and does not count."""
        self._events = self._bytes = 0
        self._writer: asyncio.Task[None] | None = None
        self._is_due = self._is_closed = False

    def put(self, text: str, replaces: str | None = None) -> None:
        """Queue an event; never blocks."""
        self._put(Item.of(text, replaces))

    def put_answer(self, text: str) -> None:
        """Queue an answer to a request."""
        key = object()
        self._answers.add(key)
        self._queue(key, Item.of(text))

    def put_frame(self, frame: Frame) -> None:
        """Write what many get, or queue its events behind what waits."""
        if self._waiting or self._writer is not None:
            for item in frame.items:
                self._put(item)
        elif not self._is_closed:
            self._begin(frame)

    def close(self) -> None:
        """Forget everything and write no more. Idempotent."""
        self._gone()
        # Whose they are has us: without the circle it is freed as it ends, not by the thousand.
        self._write, self._overflowed, self._stuck = _nowhere, _nothing, _nothing
        if self._writer is not None:
            self._writer.cancel()

    async def flushed(self) -> None:
        """Return once what waits now is written, or cannot be."""
        self._flush()
        while self._writer is not None:
            await asyncio.wait([self._writer])

    def _put(self, item: Item) -> None:
        if self._is_closed:
            return
        key = object() if item.replaces is None else item.replaces
        if key in self._waiting:
            # Popped, not overwritten: the newer event belongs behind what was queued since.
            self._pop(key)
        self._events += 1
        self._bytes += item.size
        if self._events > MAX_EVENTS or self._bytes > MAX_BYTES:
            self._overflow()
        else:
            self._queue(key, item)

    def _queue(self, key: object, item: Item) -> None:
        if self._is_closed:
            return
        self._waiting[key] = item
        self.line.hold()
        if self._writer is None and not self._is_due:
            # When the step is over, so that what comes together leaves together.
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _pop(self, key: object) -> Item:
        item = self._waiting.pop(key)
        if key in self._answers:
            self._answers.remove(key)
        else:
            self._events -= 1
            self._bytes -= item.size
        return item

    def _overflow(self) -> None:
        self._waiting = {key: self._waiting[key] for key in self._waiting if key in self._answers}
        self._events = self._bytes = 0
        self._overflowed()

    def _flush(self) -> None:
        self._is_due = False
        while self._waiting and self._writer is None and not self._is_closed:
            self._begin(self._next_frame())
        if self._writer is None:
            self.line.release()

    def _begin(self, frame: Frame) -> None:
        """Write a frame; what cannot be written now goes on in a task."""
        try:
            rest = self._write(frame)
        except (OSError, RuntimeError):
            self._gone()
            return
        self.line.frames += 1
        if rest is not None:
            self.line.hold()
            # An empty context: what is written is nobody's request.
            self._writer = asyncio.get_running_loop().create_task(
                self._finish(rest), context=contextvars.Context()
            )

    async def _finish(self, rest: Rest) -> None:
        patience = MAX_BLOCKED * settings.TIME_SCALE
        alarm = asyncio.get_running_loop().call_later(patience, self._stuck)
        try:
            await rest
        except (OSError, RuntimeError):
            self._gone()
        finally:
            alarm.cancel()
            self._writer = None
        self._flush()

    def _gone(self) -> None:
        """Write no more: the peer has gone, which the consumer learns from its own receive()."""
        self._is_closed = True
        self._waiting.clear()
        self.line.end()

    def _next_frame(self) -> Frame:
        items: list[Item] = []
        room = MAX_FRAME - 2
        for key, item in list(self._waiting.items()):
            if items and item.size + 1 > room:
                break
            room -= item.size + 1
            items.append(self._pop(key))
        return Frame(items)


def _nowhere(_frame: Frame) -> None:
    """Write to a closed outbox."""


def _nothing() -> None:
    """Tell nobody."""
