"""How a frame gets to one peer: at once where its connection takes it, else later.

``Write`` writes a frame and returns None, or returns what to await until it is written. There are
three, the fastest first. Each is enough by itself; FAST_PATHS_OFF makes one go without the others.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Coroutine, Generator
from functools import partial
from typing import Any

from django.conf import settings

from example_channels.realtime.frames import Frame

EXTENSION = "rollcall.frames"
"""Where a server that writes ready frames puts the socket's ``Line``, in a scope's extensions."""

Rest = Coroutine[Any, Any, None]
Write = Callable[[Frame], Rest | None]
Send = Callable[[str], Rest]


class Line:
    """A connection, as those see it who have ready frames for it.

    ``write`` writes bytes at once. It is None while the peer takes no more, or frames that came
    earlier wait in its outbox, or there is no connection: whoever finds none goes by the outbox.
    Between a message and its thousand readers stands this attribute alone: to ask each of outbox,
    connection and transport made a delivery cost a quarter more.
    """

    __slots__ = ("_is_full", "_is_held", "_straight", "frames", "write")

    def __init__(self, write: Callable[[bytes], object] | None = None) -> None:
        self.write = self._straight = write
        self._is_full = self._is_held = False
        self.frames = 0
        """How many were written, by whatever way."""

    def fill(self) -> None:
        """Take note that the peer takes no more for now."""
        self._is_full = True
        self._decide()

    def drain(self) -> None:
        """Take note that the peer takes more again."""
        self._is_full = False
        self._decide()

    def hold(self) -> None:
        """Let everybody queue: something that came earlier waits."""
        self._is_held = True
        self._decide()

    def release(self) -> None:
        """Take note that nothing waits any more."""
        self._is_held = False
        self._decide()

    def end(self) -> None:
        """Write no more."""
        self.write = self._straight = None

    def write_ahead(self, wire: bytes) -> bool:
        """Write for whoever holds the line; False where the peer takes no more."""
        if self._is_full or self._straight is None:
            return False
        self._straight(wire)
        return True

    def _decide(self) -> None:
        self.write = None if self._is_full or self._is_held else self._straight


def line_of(scope: dict[str, Any]) -> Line:
    """Return the line of a socket; one that leads nowhere if it has none or may not use it."""
    line = scope.get("extensions", {}).get(EXTENSION)
    return Line() if line is None or "frames" in settings.FAST_PATHS_OFF else line


def write_for(line: Line, send: Send) -> Write:
    """Return the fastest way to write that this socket's server has and the operator allows."""
    if line.write is not None:
        return partial(_write_ready, line, send)
    return partial(_write_later if "stepping" in settings.FAST_PATHS_OFF else _step, send)


def _write_ready(line: Line, send: Send, frame: Frame) -> Rest | None:
    """Hand the ready bytes to the connection, unless it is blocked."""
    return None if line.write_ahead(frame.wire) else send(frame.text)


def _step(send: Send, frame: Frame) -> Rest | None:
    """Take the first step of sending here: where the peer reads, it is the only one.

    A task for each delivery would cost several times the write itself.
    """
    sending = send(frame.text)
    try:
        waits_for = sending.send(None)
    except StopIteration:
        return None
    return _go_on(sending, waits_for)


def _write_later(send: Send, frame: Frame) -> Rest:
    return send(frame.text)


async def _go_on(begun: Rest, waits_for: Any) -> None:
    """Go on with what has begun outside of a task and now waits."""
    await _finish(begun, waits_for)


@types.coroutine
def _finish(begun: Rest, waits_for: Any) -> Generator[Any, Any, None]:
    try:
        while True:
            try:
                answer = yield waits_for
            except BaseException as error:  # noqa: BLE001 - all of it is for what waits
                waits_for = begun.throw(error)
            else:
                waits_for = begun.send(answer)
    except StopIteration:
        return
    finally:
        begun.close()
