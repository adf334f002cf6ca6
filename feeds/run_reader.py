"""One run in this process: read from the database by one task, for everybody who watches it.

News of it only rings: what is told is always what was read, in order, whatever got lost on the way.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging

from django.conf import settings

from example_channels.realtime import topics
from example_channels.realtime.hub import hub
from example_channels.realtime.workers import in_database
from feeds.catalogue import NoSuchFeed, RunFeed
from feeds.events import FeedFollowed, FeedLine, FeedLines, FeedState, RunView
from feeds.run_reading import GENERATION, followed, news
from feeds.showing import parcels

logger = logging.getLogger(__name__)

POLL = 3.0  # seconds between two looks where nothing rings
AT_ONCE = 2000  # lines read at once


class RunReader:
    """Reads from ``start`` to ``stop``, and tells the feed's followers in this process."""

    def __init__(self, feed: RunFeed) -> None:
        self.feed = feed
        self._topic = topics.feed(feed.id)
        self._rung = asyncio.Event()
        self._is_stopping = False
        self._last: int | None = None
        self._run: RunView | None = None
        self._half: FeedLine | None = None
        self._place = 0

    def start(self) -> asyncio.Task[None]:
        """Begin to read. The task ends a moment after ``stop``."""
        # An empty context: the reader outlives the request of the first who asked.
        return asyncio.get_running_loop().create_task(
            self._keep_reading(), name=f"feeds: read {self.feed.id}", context=contextvars.Context()
        )

    def stop(self) -> None:
        self._is_stopping = True
        self._rung.set()

    def ring(self) -> None:
        """Look soon."""
        self._rung.set()

    async def snapshot(self, lines: int, since: tuple[str, int] | None) -> FeedFollowed:
        """Return how the run stands; everything later is told. Raises NoSuchFeed."""
        answer = await in_database(followed, self.feed.run, lines, since)
        if answer is None or answer.run is None:
            raise NoSuchFeed
        if self._last is None:
            # What this answer has not told, the one who asked asks for.
            self._last, self._run = answer.run.lines, answer.run
        self._rung.set()
        return answer

    async def _keep_reading(self) -> None:
        while not self._is_stopping:
            await self._occasion()
            try:
                while not self._is_stopping and await self._look():
                    pass
            except Exception:
                logger.exception("%s cannot be read and is tried again", self.feed.id)
                await asyncio.sleep(POLL * settings.TIME_SCALE)

    async def _occasion(self) -> None:
        try:
            async with asyncio.timeout(POLL * settings.TIME_SCALE):
                await self._rung.wait()
        except TimeoutError:
            pass
        self._rung.clear()

    async def _look(self) -> bool:
        """Tell what is new; say whether there may be more."""
        if self._last is None:
            return False
        found = await in_database(news, self.feed.run, self._last, AT_ONCE)
        if found is None:
            return False
        for parcel in parcels(found.lines):
            self._tell_parcel(parcel)
            # Sockets that can write do so now, before the next event takes a place of the ring.
            await asyncio.sleep(0)
        if self._last < found.run.lines:
            return True
        self._tell_half(found.half)
        self._tell_state(found.run)
        return False

    def _tell_parcel(self, lines: list[FeedLine]) -> None:
        after, self._place = self._last, self._place + 1
        event = FeedLines(
            feed=self.feed.id,
            generation=GENERATION,
            after=after,
            lines=lines,
            skipped=0,
            place=self._place,
        )
        hub.tell_here(self._topic, event)
        if not lines[-1].partial:
            self._last = lines[-1].n

    def _tell_half(self, half: FeedLine | None) -> None:
        if half is not None and (self._half is None or half.text != self._half.text):
            self._tell_parcel([half])
        self._half = half

    def _tell_state(self, run: RunView) -> None:
        """Tell how the run stands, behind its last lines."""
        known = self._run
        if known is None or (known.state, known.dropped) != (run.state, run.dropped):
            hub.tell_here(self._topic, FeedState(feed=self.feed.id, state="live", run=run))
        self._run = run
