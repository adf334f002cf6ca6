"""Who watches which log through this process; reads what is watched, and nothing else."""

from __future__ import annotations

import asyncio
from functools import partial

import msgspec
from django.conf import settings

from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.hub import hub
from example_channels.realtime.workers import in_database, supervise
from feeds.catalogue import Feed, LogFeed, readable_among
from feeds.events import FeedMissed, FeedRights, FeedStopped, RunNews
from feeds.listing import listing
from feeds.models import PREFIX as RUN
from feeds.reader import LogReader
from feeds.run_reader import RunReader

CHECK = 60.0  # seconds after which rights are looked at again, whether or not anything was told
ENDING = 5.0  # seconds a disk that does not answer may keep the process from ending

Reader = LogReader | RunReader

_rights = msgspec.json.Decoder(FeedRights)
_run_news = msgspec.json.Decoder(RunNews)


class Viewing:
    """Viewers and readers of this process. Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._viewers: dict[EventConsumer, set[str]] = {}
        self._readers: dict[str, Reader] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to mind rights that end. Before the hub starts."""
        self._doubted = asyncio.Event()
        hub.listen(topics.FEED_RIGHTS, self._doubt)
        hub.listen(topics.RUNS, self._ring)
        self._task = supervise("feeds: check rights", self._keep_checking)

    async def stop(self) -> None:
        """End every reader."""
        for socket in tuple(self._viewers):
            self.leave_all(socket)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._ending:
            await asyncio.wait(self._ending, timeout=ENDING)

    def feeds_of(self, socket: EventConsumer) -> frozenset[str]:
        return frozenset(self._viewers.get(socket, ()))

    def enter(self, socket: EventConsumer, feed: Feed) -> Reader:
        """Let a socket watch until it leaves or ends; the first viewer starts the reader."""
        if socket not in self._viewers:
            self._viewers[socket] = set()
            socket.on_close(partial(self.leave_all, socket))
        self._viewers[socket].add(feed.id)
        if feed.id not in self._readers:
            reader = self._readers[feed.id] = _reader_of(feed)
            task = reader.start()
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
        return self._readers[feed.id]

    def leave(self, socket: EventConsumer, feed_id: str) -> None:
        """Let a socket watch no longer; the last viewer ends the reader. Idempotent."""
        socket.leave(topics.feed(feed_id))
        self._viewers.get(socket, set()).discard(feed_id)
        if feed_id in self._readers and not self._is_watched(feed_id):
            self._readers.pop(feed_id).stop()

    def leave_all(self, socket: EventConsumer) -> None:
        for feed_id in self.feeds_of(socket):
            self.leave(socket, feed_id)
        self._viewers.pop(socket, None)

    def tell_missed(self, socket: EventConsumer) -> None:
        """Tell a socket that lost events which feeds to follow again."""
        for feed_id in self.feeds_of(socket):
            socket.send_event(FeedMissed(feed=feed_id))

    def _is_watched(self, feed_id: str) -> bool:
        return any(feed_id in feeds for feeds in self._viewers.values())

    def _ring(self, text: str) -> None:
        reader = self._readers.get(f"{RUN}{_run_news.decode(text).run}")
        if isinstance(reader, RunReader):
            reader.ring()

    def _doubt(self, text: str) -> None:
        user = _rights.decode(text).user
        if user is None or any(socket.user_id == user for socket in self._viewers):
            self._doubted.set()

    async def _keep_checking(self) -> None:
        while True:
            try:
                async with asyncio.timeout(CHECK * settings.TIME_SCALE):
                    await self._doubted.wait()
            except TimeoutError:
                pass
            self._doubted.clear()
            await self._check()

    async def _check(self) -> None:
        """Stop what may no longer be read."""
        await listing.check()
        if not self._viewers:
            return
        watched: dict[int, set[str]] = {}
        for socket, feeds in self._viewers.items():
            watched.setdefault(socket.user_id, set()).update(feeds)
        allowed = await in_database(readable_among, watched)
        for socket in tuple(self._viewers):
            for feed_id in self.feeds_of(socket) - allowed.get(socket.user_id, set()):
                self.leave(socket, feed_id)
                socket.send_event(FeedStopped(feed=feed_id, reason="forbidden"))


def _reader_of(feed: Feed) -> Reader:
    return LogReader(feed) if isinstance(feed, LogFeed) else RunReader(feed)


viewing = Viewing()
"""This process's viewers."""
