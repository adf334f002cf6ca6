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
"""Where a server that writes ready frames says so, in a scope's extensions."""

Rest = Coroutine[Any, Any, None]
Write = Callable[[Frame], Rest | None]
Send = Callable[[str], Rest]
WriteNow = Callable[[bytes], bool]


def write_for(scope: dict[str, Any], send: Send) -> Write:
    """Return the fastest way to write that this socket's server has and the operator allows."""
    write_now = scope.get("extensions", {}).get(EXTENSION)
    if write_now is not None and "frames" not in settings.FAST_PATHS_OFF:
        return partial(_write_ready, write_now, send)
    return partial(_write_later if "stepping" in settings.FAST_PATHS_OFF else _step, send)


def _write_ready(write_now: WriteNow, send: Send, frame: Frame) -> Rest | None:
    """Hand the ready bytes to the connection, unless it is blocked."""
    return None if write_now(frame.wire) else send(frame.text)


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
