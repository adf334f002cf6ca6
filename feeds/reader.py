"""One file in this process: read by one task, for everybody who watches it."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from watchfiles import Change, awatch

from example_channels.realtime import topics
from example_channels.realtime.hub import hub
from feeds.catalogue import LogFeed
from feeds.cutting import RawLine
from feeds.events import FeedFollowed, FeedLine, FeedLines, FeedState
from feeds.news import Began, News, State
from feeds.showing import followed, parcels, shown, told
from feeds.tail import Tail

logger = logging.getLogger(__name__)

POLL = 1.0  # seconds between two looks where no event tells of a change
PACE = 0.1  # seconds between two looks at a file that grows without end
CALM_MS, PATIENCE_MS = 20, 100  # a look waits for the end of a burst, but no longer than this


class LogReader:
    """Reads from ``start`` to ``stop``, and tells the feed's followers in this process."""

    def __init__(self, feed: LogFeed) -> None:
        self.feed = feed
        self._topic = topics.feed(feed.id)
        self._tail = Tail(feed.path)
        self._stopping = asyncio.Event()
        self._state: State | None = None
        self._half: RawLine | None = None
        self._half_told: RawLine | None = None
        self._last: int | None = None
        self._place = 0

    def start(self) -> asyncio.Task[None]:
        """Begin to read. The task ends a moment after ``stop``, and leaves nothing open."""
        name = f"feeds: read {self.feed.name}"
        # An empty context: the reader outlives the request of the first who asked.
        return asyncio.get_running_loop().create_task(
            self._run(), name=name, context=contextvars.Context()
        )

    def stop(self) -> None:
        self._stopping.set()

    async def snapshot(self, lines: int, since: tuple[str, int] | None) -> FeedFollowed:
        """Return how the feed stands; everything later is told."""
        return await asyncio.to_thread(self._snapshot, lines, since)

    def _snapshot(self, lines: int, since: tuple[str, int] | None) -> FeedFollowed:
        self._tail.begin()
        return followed(self.feed.id, self._tail.snapshot(lines, since))

    async def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                try:
                    await self._read()
                except Exception:
                    logger.exception("%s cannot be read and is tried again", self.feed.path)
                    await self._pause(POLL * settings.TIME_SCALE)
        finally:
            self._tail.close()

    async def _read(self) -> None:
        async with aclosing(self._occasions()) as occasions:
            async for _ in occasions:
                await self._look_to_the_end()

    async def _occasions(self) -> AsyncGenerator[None, None]:
        """Yield whenever it is time to look; ends where the folders to watch may be others."""
        yield
        try:
            async for _ in self._changes():
                yield
        except (OSError, RuntimeError) as error:
            # No such folder, not ours to see, or no more watches to be had: time alone has to do.
            logger.debug("%s is looked at every second: %s", self.feed.path, error)
            await self._pause(POLL * settings.TIME_SCALE)

    def _changes(self) -> AsyncGenerator[object, None]:
        paths = self.feed.path, Path(os.path.realpath(self.feed.path))
        return awatch(
            *{path.parent for path in paths},
            watch_filter=partial(_is_named, {path.name for path in paths}),
            debounce=PATIENCE_MS,
            step=CALM_MS,
            stop_event=self._stopping,
            rust_timeout=round(1000 * POLL * settings.TIME_SCALE) or 1,
            yield_on_timeout=True,
            recursive=False,
        )

    async def _look_to_the_end(self) -> None:
        more = True
        while more and not self._stopping.is_set():
            news = await asyncio.to_thread(self._tail.look)
            await self._tell(news)
            more = news.more
            if more:
                await self._pause(PACE)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    async def _tell(self, news: News) -> None:
        if news.state != self._state:
            self._state = news.state
            hub.tell_here(self._topic, FeedState(feed=self.feed.id, state=news.state))
        lines, skipped = told(news.batch, timezone.now())
        if lines or skipped or news.began:
            await self._tell_lines(news, lines, skipped)
        self._tell_half(news)

    async def _tell_lines(self, news: News, lines: list[FeedLine], skipped: int) -> None:
        after, began = news.after, news.began
        for parcel in list(parcels(lines)) or [[]]:
            self._tell_parcel(news.generation, after, parcel, skipped, began)
            after, skipped, began = parcel[-1].n if parcel else after, 0, None
            # Sockets that can write do so now, before the next event takes a place of the ring.
            await asyncio.sleep(0)

    def _tell_half(self, news: News) -> None:
        """Tell a line that has begun once it has not grown for a while: it may be a prompt."""
        if news.batch.lines:
            self._last = news.batch.lines[-1].n
        elif news.began:
            self._last = None
        if news.half and news.half == self._half and news.half != self._half_told:
            line = shown(news.half, timezone.now(), partial=True)
            self._tell_parcel(news.generation, self._last, [line], 0, None)
            self._half_told = news.half
        self._half = news.half

    def _tell_parcel(
        self,
        generation: str,
        after: int | None,
        lines: list[FeedLine],
        skipped: int,
        began: Began | None,
    ) -> None:
        self._place += 1
        event = FeedLines(
            feed=self.feed.id,
            generation=generation,
            after=after,
            lines=lines,
            skipped=skipped,
            began=began,
            place=self._place,
        )
        hub.tell_here(self._topic, event)


def _is_named(names: set[str], change: Change, path: str) -> bool:
    return Path(path).name in names
