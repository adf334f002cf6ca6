"""Asking the database together: those who ask at the same time share a hop and its queries."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from example_channels.realtime.admission import Admission
from example_channels.realtime.workers import begin_in_database

PORTION = 64  # askers: their answers keep the loop for a few ms
AT_ONCE = 2  # portions: where one waits for a lock or a disk, the others need not

K = TypeVar("K")
V = TypeVar("V")
Asker = tuple[K, "asyncio.Future[V]"]
Outcomes = Sequence[V | BaseException]


class Gathering(Generic[K, V]):
    """Answers each key by ``read``, which returns an answer or an error for each of many.

    Belongs to the event loop's thread; ``read`` runs in the pool of database threads.
    """

    def __init__(self, read: Callable[[list[K]], Outcomes[V]], *, limit: int) -> None:
        """``limit`` is how many may wait."""
        self._read = read
        self._admission: Admission[Asker[K, V]] = Admission(
            portion=PORTION, at_once=AT_ONCE, limit=limit
        )

    async def get(self, key: K) -> V:
        """Return the answer, or raise its error, Overloaded, or what databases raise."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[V] = loop.create_future()
        self._admission.ask((key, answer))
        # Later in this step of the loop, so that those who ask in the same one are together; in an
        # empty context, for what is done for many is nobody's request.
        loop.call_soon(self._begin, context=contextvars.Context())
        return await answer

    def _begin(self) -> None:
        while portion := self._admission.admit():
            # Whoever has gone meanwhile costs nothing more.
            if askers := [asker for asker in portion if not asker[1].done()]:
                reading = begin_in_database(self._read, [key for key, _ in askers])
                reading.add_done_callback(partial(self._end, askers))
            else:
                self._admission.done()

    def _end(self, askers: list[Asker[K, V]], reading: asyncio.Future[Outcomes[V]]) -> None:
        self._admission.done()
        for (_key, answer), outcome in zip(askers, _outcomes(reading, len(askers)), strict=True):
            if not answer.done():
                _settle(answer, outcome)
        self._begin()


def _settle(answer: asyncio.Future[V], outcome: V | BaseException) -> None:
    if isinstance(outcome, BaseException):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def _outcomes(reading: asyncio.Future[Outcomes[V]], count: int) -> Outcomes[V]:
    """Return what was read; where nothing could be, everybody is told so."""
    error = asyncio.CancelledError() if reading.cancelled() else reading.exception()
    return [error] * count if error is not None else reading.result()
