"""Windows of the list that are watched, and who watches them: one computation for all viewers."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from example_channels.realtime.hub import Socket
from presence.events import PresenceChanged, PresenceWindow
from presence.listing import Content, Others, Stamp
from presence.roster import Entry, Roster, Words

MOST = 100
"""A window is at most so long,"""
ALL_OF = 500
"""but a list of so many people may be looked at whole."""
FARTHEST = 10_000_000
QUERY_LENGTH = 100


class Key(NamedTuple):
    """Which part of the list: viewers who ask for the same share one window."""

    words: Words
    start: int
    limit: int


class Window:
    """One part of the list, as its viewers were last told of it."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self.viewers: dict[Socket, None] = {}
        self.holders = 0
        self.version = 0
        """0 until it has a content."""
        self.content = Content([], {}, 0)
        self.ends: datetime | None = None
        """When the first status ends of those in it who are not here."""
        self.state: object = None
        """Of the list, when the content was taken from it."""
        self.others: tuple[Stamp, Others] | None = None
        """What was last read from the database for it."""

    def change(self, content: Content) -> PresenceWindow | PresenceChanged | None:
        """Take over a newer content, and return what tells it to the viewers; None if nothing."""
        before, self.content, self.ends = self.content, content, _ends(content)
        if self.version and content == before:
            return None
        self.version += 1
        if self.version == 1 or _is_rearranged(before, content):
            return self.whole()
        return PresenceChanged(
            since=self.version - 1,
            version=self.version,
            as_of=content.as_of,
            counts=content.counts,
            groups=content.groups,
            users=_changed(before.entries, content.entries),
        )

    def whole(self) -> PresenceWindow:
        """Return the window at its present version."""
        return PresenceWindow(
            version=self.version,
            as_of=self.content.as_of,
            counts=self.content.counts,
            groups=self.content.groups,
            total=self.content.total,
            from_=self.key.start,
            users=self.content.entries,
        )


class Windows:
    """All windows somebody watches, or is about to; a socket watches at most one."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._windows: dict[Key, Window] = {}
        self._watched: dict[Socket, Window] = {}

    def watched(self) -> list[Window]:
        return [window for window in self._windows.values() if window.viewers]

    def watched_by(self, socket: Socket) -> Window | None:
        return self._watched.get(socket)

    def hold(self, key: Key) -> Window:
        """Return a window that stays until it is released."""
        if key not in self._windows:
            self._windows[key] = Window(key)
            self._roster.hold(key.words)
        self._windows[key].holders += 1
        return self._windows[key]

    def release(self, window: Window) -> None:
        window.holders -= 1
        if not window.holders:
            del self._windows[window.key]
            self._roster.release(window.key.words)

    def watch(self, socket: Socket, window: Window) -> None:
        """Let a socket watch this window instead of another."""
        held = self.hold(window.key)
        self.unwatch(socket)
        held.viewers[socket] = None
        self._watched[socket] = held

    def unwatch(self, socket: Socket) -> None:
        """End a socket's watch, if it has one."""
        if window := self._watched.pop(socket, None):
            del window.viewers[socket]
            self.release(window)


def _is_rearranged(before: Content, after: Content) -> bool:
    ids = [entry.id for entry in before.entries]
    return before.total != after.total or ids != [entry.id for entry in after.entries]


def _ends(content: Content) -> datetime | None:
    others = (e.status for e in content.entries if e.state == "offline" and e.status)
    return min((status.until for status in others if status.until), default=None)


def _changed(before: list[Entry], after: list[Entry]) -> list[Entry]:
    return [new for old, new in zip(before, after, strict=True) if old != new]
