"""The list of who is shown as here, sorted: windows of it are slices, counts are exact.

Only people with a state other than offline are held; the others are read from the database.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

import msgspec
from sortedcontainers import SortedList

from presence.chosen import UNSAID, Chosen, Manner

State = Literal["online", "away", "busy", "offline"]
HERE: tuple[State, ...] = ("online", "away", "busy")
"""The states of people who are here, in the order of the list."""

Words = tuple[str, ...]
"""A query: folded words which a name must all contain; none matches everybody."""

Place = tuple[int, bytes, int]
"""Where somebody stands: rank of the state, sort key, id."""


class Status(msgspec.Struct, frozen=True):
    """What somebody says of themselves, until ``until`` or until they say otherwise."""

    emoji: str
    text: str
    until: datetime | None

    @classmethod
    def of(cls, chosen: Chosen) -> Status | None:
        """Return the status in what somebody chose, if there is one."""
        has_any = chosen.emoji or chosen.text
        return cls(chosen.emoji, chosen.text, chosen.until) if has_any else None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A person as everybody sees them. ``last_seen`` is null for those who are here."""

    id: int
    username: str
    name: str
    state: State
    status: Status | None = None
    last_seen: datetime | None = None


class Person(msgspec.Struct, frozen=True):
    """An entry, with what it is sorted by and found by."""

    entry: Entry
    sort_key: bytes
    folded: str
    manner: Manner = UNSAID

    @property
    def place(self) -> Place:
        return HERE.index(self.entry.state), self.sort_key, self.entry.id


class Selection:
    """Those of the roster whom a query matches, sorted."""

    def __init__(self, words: Words, people: Iterable[Person]) -> None:
        self._words = words
        self.places: SortedList[Place] = SortedList(p.place for p in people if self._matches(p))
        self.membership = 0
        """Grows with everybody who comes or goes."""

    def swap(self, before: Person | None, after: Person | None) -> None:
        """Put ``after`` where ``before`` was; None stands for nobody."""
        old = before.place if before and self._matches(before) else None
        new = after.place if after and self._matches(after) else None
        if old == new:
            return
        if old is not None:
            self.places.remove(old)
        if new is not None:
            self.places.add(new)
        self.membership += (old is None) != (new is None)

    def __len__(self) -> int:
        return len(self.places)

    def groups(self) -> dict[State, int]:
        """Return how many are in each state."""
        ends = [self.places.bisect_left((rank + 1, b"", 0)) for rank in range(len(HERE))]
        return {s: end - start for s, start, end in zip(HERE, [0, *ends], ends, strict=False)}

    def ids(self, start: int, stop: int | None) -> list[int]:
        return [id for _, _, id in self.places[start:stop]]

    def _matches(self, person: Person) -> bool:
        return all(word in person.folded for word in self._words)


class Slice(msgspec.Struct, frozen=True):
    """A window of those who are here, taken in one moment."""

    start: int
    entries: list[Entry]
    here: int
    """How many of those whom the query matches are here."""
    counts: dict[State, int]
    """How many are shown in each state, whatever the query; offline left out."""
    groups: dict[State, int]
    """The same of those whom the query matches."""
    membership: int
    others_from: int
    others: int
    """How many rows of people who are not here complete the window, and from which on."""
    here_ids: list[int]
    """Whom those rows leave out; empty where none are wanted."""


class Roster:
    """Everybody who is here. Pages read it from their threads, hence the lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._people: dict[int, Person] = {}
        self._counts: Counter[State] = Counter()
        self._selections: dict[Words, Selection] = {(): Selection((), ())}
        self._holders: Counter[Words] = Counter()
        self.revision = 0
        """Grows with every change."""

    def __contains__(self, user: int) -> bool:
        return user in self._people

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._people))

    def put(self, person: Person) -> None:
        """Show a person so from now on."""
        self._swap(person.entry.id, person)

    def remove(self, user: int) -> None:
        """Take somebody off; nothing happens where they are not on it."""
        self._swap(user, None)

    def get(self, user: int) -> Person | None:
        return self._people.get(user)

    def among(self, users: Iterable[int]) -> list[Entry]:
        """Return the entries of those of ``users`` who are here, in the order of the list."""
        found = sorted(self.people_among(users), key=lambda person: person.place)
        return [person.entry for person in found]

    def people_among(self, users: Iterable[int]) -> list[Person]:
        """Return those of ``users`` who are here, in no order."""
        return [person for user in users if (person := self._people.get(user))]

    def counts(self) -> dict[State, int]:
        """Return how many are shown in each state, offline left out."""
        return {state: self._counts[state] for state in HERE}

    def hold(self, words: Words) -> None:
        """Keep the selection of a query in step until it is released as often as held."""
        self._holders[words] += 1
        with self._lock:
            if words not in self._selections:
                self._selections[words] = Selection(words, self._people.values())

    def release(self, words: Words) -> None:
        self._holders[words] -= 1
        if not self._holders[words]:
            del self._holders[words]
            if words:
                del self._selections[words]

    def slice(self, words: Words, start: int, limit: int) -> Slice:
        """Return entries ``start`` to ``start + limit`` of those whom the query matches."""
        with self._lock:
            selection = self._select(words)
            ids = selection.ids(start, start + limit)
            others = limit - len(ids)
            return Slice(
                start=start,
                entries=[self._people[id].entry for id in ids],
                here=len(selection),
                counts=self.counts(),
                groups=selection.groups(),
                membership=selection.membership,
                others_from=max(0, start - len(selection)),
                others=others,
                here_ids=selection.ids(0, None) if others else [],
            )

    def _select(self, words: Words) -> Selection:
        held = self._selections.get(words)
        return held if held is not None else Selection(words, self._people.values())

    def _swap(self, user: int, after: Person | None) -> None:
        with self._lock:
            # Set in place: who reads meanwhile, without the lock, finds the one or the other.
            before = self._people.get(user)
            if after is not None:
                self._people[user] = after
            else:
                self._people.pop(user, None)
            for selection in self._selections.values():
                selection.swap(before, after)
            self._count(before, -1)
            self._count(after, +1)
            self.revision += before != after

    def _count(self, person: Person | None, step: int) -> None:
        if person is not None:
            self._counts[person.entry.state] += step
