"""Tells the viewers of the list what changed in the part of it that each looks at."""

from __future__ import annotations

from datetime import datetime

from example_channels.realtime.hub import Socket, hub
from example_channels.realtime.workers import in_database
from presence.listing import Content, Listing
from presence.windows import Key, Window, Windows


class Viewing:
    """The watches of this process. Belongs to the event loop's thread."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._windows = Windows(listing.roster)
        self.as_of: datetime | None = None
        """Since when the list may be stale, as viewers are told."""

    def hold(self, key: Key) -> Window:
        """Return a window that stays until it is released."""
        return self._windows.hold(key)

    def release(self, window: Window) -> None:
        self._windows.release(window)

    async def load(self, window: Window) -> Content:
        """Return the window's content; where it has none yet, it is read now."""
        if not window.version:
            state, content = await self._read(window)
            # Somebody who asked at the same time may have been faster, and been told.
            if not window.version:
                window.change(content)
                window.state = state
        return window.content

    def watch(self, socket: Socket, window: Window) -> None:
        """Tell a socket, from now on, of changes in a loaded window."""
        self._windows.watch(socket, window)

    def unwatch(self, socket: Socket) -> None:
        self._windows.unwatch(socket)

    def refresh(self, socket: Socket) -> None:
        """Give a socket that missed something its window anew."""
        if window := self._windows.watched_by(socket):
            hub.broadcast([socket], window.whole())

    def has_ended(self, now: datetime) -> bool:
        """Say whether a status in a watched window, of somebody not here, is over by now."""
        return any(w.ends is not None and w.ends <= now for w in self._windows.watched())

    async def flush(self) -> None:
        """Tell every viewer what changed since the last flush."""
        for window in self._windows.watched():
            if window.state != self._state():
                state, content = await self._read(window)
                self._tell(window, content)
                window.state = state

    def _tell(self, window: Window, content: Content) -> None:
        if event := window.change(content):
            hub.broadcast(tuple(window.viewers), event)

    async def _read(self, window: Window) -> tuple[object, Content]:
        # The state is that of the slice: what changes while the database reads is for next time.
        state, part = self._state(), self._listing.roster.slice(*window.key)
        stamp = self._listing.stamp(part)
        if window.others is None or window.others[0] != stamp:
            others = await in_database(self._listing.others, window.key.words, part)
            window.others = stamp, others
        return state, self._listing.join(part, window.others[1], self.as_of)

    def _state(self) -> object:
        return self._listing.roster.revision, self._listing.revision, self.as_of
