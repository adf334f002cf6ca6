"""Puts into the roster whoever the tracker shows, with what the database says of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone

from example_channels.realtime.workers import in_database
from presence import facts
from presence.aside import Aside
from presence.chosen import Chosen
from presence.facts import Facts
from presence.grace import Deadlines
from presence.messages import Activity
from presence.roster import Entry, Person, Roster, State, Status

STATES: dict[Activity, State] = {Activity.ACTIVE: "online", Activity.IDLE: "away"}
AT_ONCE = 500
"""So many are placed before the event loop has its turn: once a minute it is everybody."""


class Placing:
    """Who changed since the roster was last brought in step, and who must be read again.

    Whoever is here stands in the roster, or ``aside`` where not everyone may see it.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self.aside = Aside()
        self._changed: set[int] = set()
        self._stale: set[int] = set()
        self._ends: Deadlines[int] = Deadlines()

    def changed(self, users: Iterable[int]) -> None:
        """Take note of people whose activity changed."""
        self._changed |= set(users)

    def stale(self, users: Iterable[int]) -> None:
        """Take note of people of whom the database says something new."""
        self._stale |= set(users)

    def end(self, now: datetime) -> bool:
        """Take note of those whose status is over; return whether there are any."""
        ended = self._ends.due(now.timestamp())
        self.changed(ended)
        return bool(ended)

    def get(self, user: int) -> Person | None:
        """Return somebody who is here, as those see them who see most."""
        return self._roster.get(user) or self.aside.get(user)

    async def absorb(self, shown: Mapping[int, Activity]) -> set[int]:
        """Bring the roster in step with what is ``shown``; returns whose entry was looked at."""
        changed, self._changed = self._changed, set()
        stale, self._stale = self._stale, set()
        try:
            unknown = {u for u in changed if u in shown and self.get(u) is None} | stale
            read = await in_database(facts.load, unknown) if unknown else {}
        except BaseException:
            self.changed(changed)
            self.stale(stale)
            raise
        now = timezone.now()
        for number, user in enumerate(changed | stale):
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
            known = read.get(user) if user in unknown else self.get(user)
            self._place(user, known, shown.get(user), now)
        return changed | stale

    def _place(
        self, user: int, known: Facts | Person | None, activity: Activity | None, now: datetime
    ) -> None:
        if activity is None or known is None:
            # Whoever came only just now is told of as changed once more.
            self._roster.remove(user)
            self.aside.remove(user)
            self._ends.cancel(user)
        else:
            self._put(_person(known, activity, now))
            self._end_at(user, known.manner.chosen.until, now)

    def _end_at(self, user: int, until: datetime | None, now: datetime) -> None:
        if until is not None and until > now:
            self._ends.set(user, until.timestamp())
        else:
            self._ends.cancel(user)

    def _put(self, person: Person) -> None:
        user = person.entry.id
        if person.manner.audience == "everyone" and person.entry.state != "offline":
            self._roster.put(person)
            self.aside.remove(user)
        else:
            self.aside.put(person)
            self._roster.remove(user)


def _person(known: Facts | Person, activity: Activity, now: datetime) -> Person:
    of = known.entry if isinstance(known, Person) else known
    chosen = known.manner.chosen.at(now)
    entry = Entry(
        id=of.id,
        username=of.username,
        name=of.name,
        state=_state(activity, chosen),
        status=Status.of(chosen),
    )
    return Person(entry, known.sort_key, known.folded, known.manner)


def _state(activity: Activity, chosen: Chosen) -> State:
    if chosen.state == "auto":
        return STATES[activity]
    return "offline" if chosen.state == "invisible" else chosen.state
