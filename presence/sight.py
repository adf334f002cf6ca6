"""How one person may see another: what the list shows to everyone, and room-mates' privileges.

Staff see no more than others, but on the page that is about it. Safe from any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.naming import begins
from presence.aside import Aside
from presence.chosen import Manner
from presence.models import manner_of
from presence.roster import Entry, Person, Roster, Status
from presence.seen import LastSeen


class Sight:
    """Joins who is here with who may know. Touches no database but what a User brings along."""

    def __init__(self, roster: Roster, aside: Aside, seen: LastSeen) -> None:
        self._roster, self._aside, self._seen = roster, aside, seen

    def entry(self, subject: User, *, is_roommate: bool) -> Entry:
        """Return somebody as a room-mate sees them, or a stranger; ``standing`` comes along."""
        return self.here(subject.pk, is_roommate=is_roommate) or Entry(
            id=subject.pk,
            username=subject.username,
            name=subject.shown_name,
            state="offline",
            status=Status.of(manner_of(subject).chosen.at(timezone.now())),
            last_seen=self._last_seen(subject, is_roommate),
        )

    def here(self, user: int, *, is_roommate: bool) -> Entry | None:
        """Return the entry of somebody who is shown as here; None for all others."""
        if person := self._roster.get(user):
            return person.entry
        return self._aside.shown_to_roommates(user) if is_roommate else None

    def among(self, users: Collection[int], *, are_roommates: bool) -> list[Entry]:
        """Return the entries of those who are shown as here, in the order of the list.

        Room-mates also see those who show themselves only to them.
        """
        return _in_order(self._people_among(users, are_roommates))

    def found(self, word: str, users: Collection[int], *, are_roommates: bool) -> list[Entry]:
        """Return, of what ``among`` does, those whose name begins with a folded word."""
        people = self._people_among(users, are_roommates)
        return _in_order(person for person in people if begins(person.folded, word))

    def is_told_in_rooms(self, user: int) -> bool:
        """Say whether a room may be told that somebody is doing something there now."""
        return self.here(user, is_roommate=True) is not None

    def may_be_online(self, user: int) -> bool:
        """Say whether anybody at all sees them as online."""
        entry = self.here(user, is_roommate=True)
        return entry is not None and entry.state == "online"

    def _people_among(self, users: Collection[int], are_roommates: bool) -> list[Person]:
        people = self._roster.people_among(users)
        if are_roommates:
            people += self._aside.among(users)
        return people

    def _last_seen(self, subject: User, is_roommate: bool) -> datetime | None:
        manner = manner_of(subject)
        if not _may_see(manner, is_roommate):
            return None
        left = None if manner.chosen.is_invisible else self._seen.get(subject.pk)
        return max(filter(None, (subject.last_seen, left)), default=None)


def _in_order(people: Iterable[Person]) -> list[Entry]:
    return [person.entry for person in sorted(people, key=lambda person: person.place)]


def _may_see(manner: Manner, is_roommate: bool) -> bool:
    audience = manner.last_seen_audience
    return audience == "everyone" or (audience == "roommates" and is_roommate)
