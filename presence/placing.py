"""Puts into the roster whoever the tracker shows, with what the database says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from example_channels.realtime.workers import in_database
from presence import facts
from presence.facts import Facts
from presence.messages import Activity
from presence.roster import Entry, Person, Roster, State

STATES: dict[Activity, State] = {Activity.ACTIVE: "online", Activity.IDLE: "away"}


class Placing:
    """Who changed since the roster was last brought in step, and who must be read again."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._changed: set[int] = set()
        self._stale: set[int] = set()

    def changed(self, users: Iterable[int]) -> None:
        """Take note of people whose activity changed."""
        self._changed |= set(users)

    def stale(self, users: Iterable[int]) -> None:
        """Take note of people of whom the database says something new."""
        self._stale |= set(users)

    async def absorb(self, shown: Mapping[int, Activity]) -> set[int]:
        """Bring the roster in step with what is ``shown``; returns whose entry was looked at."""
        changed, self._changed = self._changed, set()
        stale, self._stale = self._stale, set()
        try:
            unknown = {u for u in changed if u in shown and u not in self._roster} | stale
            read = await in_database(facts.load, unknown) if unknown else {}
        except BaseException:
            self.changed(changed)
            self.stale(stale)
            raise
        for user in changed | stale:
            self._place(user, shown.get(user), read, is_read=user in unknown)
        return changed | stale

    def _place(
        self, user: int, activity: Activity | None, read: Mapping[int, Facts], *, is_read: bool
    ) -> None:
        known = read.get(user) if is_read else self._roster.get(user)
        if activity is None or known is None:
            # Whoever came only just now is told of as changed once more.
            self._roster.remove(user)
        elif isinstance(known, Person):
            self._roster.put(_in_state(known, STATES[activity]))
        else:
            self._roster.put(_person(known, STATES[activity]))


def _person(known: Facts, state: State) -> Person:
    entry = Entry(id=known.id, username=known.username, name=known.name, state=state)
    return Person(entry, known.sort_key, known.folded)


def _in_state(person: Person, state: State) -> Person:
    entry = msgspec.structs.replace(person.entry, state=state)
    return Person(entry, person.sort_key, person.folded)
