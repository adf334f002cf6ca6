"""Topics that are logs, kept whole: what the layer lost is read from the database.

It trusts no layer. An app registers a source for its kind of topic; versions of such a topic must
be contiguous; a hole waits a moment for a reordering, then is read from the source; and every few
seconds one call compares all followed logs with the database, which also finds a lost last event.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import NamedTuple, Protocol

from django.conf import settings

from example_channels.realtime.envelope import Envelope
from example_channels.realtime.sequencing import Sequence
from example_channels.realtime.workers import supervise

logger = logging.getLogger(__name__)

REORDER = 0.2  # seconds a hole may be a mere reordering
COMPARE = 3.0  # seconds between two comparisons with the database


class Changes(NamedTuple):
    """All that changed in a log up to ``version``, in an order in which clients can take it."""

    version: int
    envelopes: list[Envelope]


class Source(Protocol):
    """Where an app's logs are read. Both may raise what databases raise."""

    async def heads(self, topics: list[str]) -> dict[str, int]:
        """Return the newest version of each topic, in one query."""

    async def changes(self, topic: str, since: int) -> Changes:
        """Return what changed after ``since``."""


class Logs:
    """The followed logs of this process. Belongs to the event loop's thread."""

    def __init__(self, deliver: Callable[[Envelope], None]) -> None:
        self._deliver = deliver
        self._sources: dict[str, Source] = {}
        self._sequences: dict[str, Sequence] = {}
        self._hole = asyncio.Event()

    def add_source(self, kind: str, source: Source) -> None:
        """Read the logs whose topics begin with ``kind`` and a dot from this source."""
        self._sources[kind] = source

    def start(self) -> list[asyncio.Task[None]]:
        self._hole = asyncio.Event()
        return [
            supervise("hub: fill holes", self._fill_holes),
            supervise("hub: compare logs", self._compare_again),
        ]

    def version(self, topic: str) -> int | None:
        """Return the version up to which everything was delivered here."""
        sequence = self._sequences.get(topic)
        return sequence.known if sequence else None

    def follow(self, topic: str) -> None:
        """Keep a topic whole from now on, if it is a log."""
        if self._kind(topic) in self._sources:
            self._sequences.setdefault(topic, Sequence())

    def forget(self, topic: str) -> None:
        self._sequences.pop(topic, None)

    def begin(self, topic: str, version: int) -> None:
        """Take note of a snapshot at ``version``: its reader now hears what follows on from it."""
        if sequence := self._sequences.get(topic):
            self._hand_out(sequence, sequence.begin(version, _now()))

    def take(self, envelope: Envelope) -> None:
        """Deliver an envelope of a log when its turn has come."""
        if sequence := self._sequences.get(envelope.topic):
            self._hand_out(sequence, sequence.take(envelope, _now()))

    async def compare(self) -> None:
        """Compare every followed log with its source."""
        for kind, source in self._sources.items():
            if topics := [topic for topic in self._sequences if self._kind(topic) == kind]:
                for topic, head in (await source.heads(topics)).items():
                    if sequence := self._sequences.get(topic):
                        self._hand_out(sequence, sequence.expect(head, _now()))

    def _hand_out(self, sequence: Sequence, envelopes: list[Envelope]) -> None:
        for envelope in envelopes:
            self._deliver(envelope)
        if sequence.is_overdue(0, _now()):
            self._hole.set()

    async def _compare_again(self) -> None:
        while True:
            await asyncio.sleep(COMPARE * settings.TIME_SCALE)
            await self.compare()

    async def _fill_holes(self) -> None:
        patience = REORDER * settings.TIME_SCALE
        while await self._hole.wait():
            self._hole.clear()
            await asyncio.sleep(patience)
            for topic, sequence in tuple(self._sequences.items()):
                if sequence.is_overdue(patience, _now()):
                    await self._fill(topic, sequence)
                elif sequence.is_overdue(0, _now()):
                    self._hole.set()

    async def _fill(self, topic: str, sequence: Sequence) -> None:
        logger.info("The layer did not bring all of %s: reading it", topic)
        self._hole.set()  # Until it is filled, even if the source fails now.
        version, envelopes = await self._sources[self._kind(topic)].changes(
            topic, sequence.known or 0
        )
        self._hand_out(sequence, sequence.fill(version, envelopes, _now()))

    def _kind(self, topic: str) -> str:
        return topic.partition(".")[0]


def _now() -> float:
    return asyncio.get_running_loop().time()
