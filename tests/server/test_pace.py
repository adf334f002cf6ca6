"""Garbage is looked for in small portions, and among the old in a quiet moment."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from example_channels.serving import pace

SECONDS = 30.0  # how long a test waits at most


class Circle:
    """Holds itself: only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave the interpreter as it was."""
    thresholds, interval = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(interval)


@pytest.mark.asyncio
@pytest.mark.usefixtures("collector")
async def test_what_has_grown_old_and_is_garbage_goes_in_a_quiet_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pace, "QUIET", 0.01)
    monkeypatch.setattr(pace, "OLD", 1)
    looking = pace.settle()
    circle = Circle()
    gone = asyncio.Event()
    weakref.finalize(circle, gone.set)
    gc.collect(0)
    gc.collect(1)  # Now it is old, and there has been a look at those in between.
    del circle
    async with asyncio.timeout(SECONDS):
        await gone.wait()
    looking.cancel()


@pytest.mark.usefixtures("collector")
def test_thousands_of_new_objects_bring_no_look_at_the_old() -> None:
    async def begin() -> None:
        pace.settle().cancel()

    asyncio.run(begin())
    before = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(60 * pace.YOUNG * pace.MIDDLE)]
    assert gc.get_stats()[2]["collections"] == before
    del kept
