"""The list of everybody: who is here, from the roster; then the others, from the database."""

from __future__ import annotations

from datetime import datetime

import msgspec

from presence import facts
from presence.facts import Other
from presence.roster import Entry, Roster, Slice, State, Words
from presence.seen import LastSeen


class Others(msgspec.Struct, frozen=True):
    """What the database contributes to a window."""

    entries: list[Entry]
    unseen: frozenset[int]
    """Of whom it is not told that they were just here."""
    matching: int
    registered: int


class Content(msgspec.Struct, frozen=True):
    """A window, complete. ``as_of``: since when it may be stale; None while live."""

    entries: list[Entry]
    counts: dict[State, int]
    total: int
    as_of: datetime | None = None
    groups: dict[State, int] = {}


Stamp = tuple[int, int | None]
"""As long as it is the same, what was read from the database still holds."""


class Listing:
    """Joins both halves. Whatever reads the database may be called from any thread."""

    def __init__(self, roster: Roster, seen: LastSeen) -> None:
        self.roster = roster
        self._seen = seen
        self._registered: dict[Words, int] = {}
        self.is_told_of_changes = False
        """Without that nothing that was counted may be kept."""
        self.revision = 0
        """Grows whenever what the database says may have changed."""

    def forget_facts(self) -> None:
        """Read again from the database what lists show of it, and how many people there are."""
        self._registered = {}
        self.read_again()

    def read_again(self) -> None:
        """Read again what lists show of those who are not here."""
        self.revision += 1

    def stamp(self, part: Slice) -> Stamp:
        return self.revision, part.membership if part.others else None

    def content(self, words: Words, start: int, limit: int) -> Content:
        """Return a window as it is now."""
        part = self.roster.slice(words, start, limit)
        return self.join(part, self.others(words, part))

    def others(self, words: Words, part: Slice) -> Others:
        """Read the other half of a window from the database."""
        rows: list[Other] = []
        if part.others:
            rows = facts.others(words, part.here_ids, part.others_from, part.others)
        unseen = frozenset(other.entry.id for other in rows if other.is_unseen)
        entries = [other.entry for other in rows]
        matching = self._count(words)
        return Others(entries, unseen, matching, self._count(()) if words else matching)

    def join(self, part: Slice, others: Others, as_of: datetime | None = None) -> Content:
        """Put both halves together; both belong to one moment."""
        here = sum(part.counts.values())
        counts: dict[State, int] = {**part.counts, "offline": max(0, others.registered - here)}
        entries = [*part.entries, *(self._last_seen(entry, others) for entry in others.entries)]
        end = part.start + len(entries) if entries else 0
        total = max(others.matching, part.here, end)
        groups: dict[State, int] = {**part.groups, "offline": total - part.here}
        return Content(entries, counts, total, as_of, groups)

    def _count(self, words: Words) -> int:
        known = self._registered if self.is_told_of_changes else {}
        if words not in known:
            # Kept in the table of before the query: it may have been emptied meanwhile.
            known[words] = facts.registered(words)
        return known[words]

    def _last_seen(self, entry: Entry, others: Others) -> Entry:
        left = None if entry.id in others.unseen else self._seen.get(entry.id)
        if left is None or (entry.last_seen is not None and entry.last_seen >= left):
            return entry
        return msgspec.structs.replace(entry, last_seen=left)
