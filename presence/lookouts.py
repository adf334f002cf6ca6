"""Tells people that somebody is back, where they asked for it: once, and then never again.

What counts is how things are, not how they came to be so: whenever a subject changes, or a watcher
comes, the rows of both are looked at. A row waits until its watcher has a socket; the process that
has one claims the row by deleting it, and of several one succeeds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from accounts.models import User
from example_channels.realtime.workers import in_database
from presence import actions
from presence.cards import found
from presence.hooks import rooms_of_both
from presence.models import Lookout
from presence.own import Own
from presence.sight import Sight

BATCH = 500


class Lookouts:
    """What this process has yet to look at. One query for all that happened since the last."""

    def __init__(self, sight: Sight, own: Own) -> None:
        self._sight, self._own = sight, own
        self._subjects: set[int] = set()
        self._watchers: set[int] = set()

    def ask(self, watcher: User, user_id: int) -> None:
        """Let somebody be told. Raises as ``actions.ask_notice``. From any thread."""
        subject = found(user_id)
        actions.ask_notice(watcher, subject, is_online=self._is_online_to(watcher, subject))

    def look_for(self, watcher: int) -> None:
        """Look soon at what somebody asked for: they have just come, or just asked."""
        self._watchers.add(watcher)

    def look_at(self, changed: Iterable[int]) -> None:
        """Look soon who of these people is back."""
        self._subjects.update(filter(self._sight.may_be_online, changed))

    async def tell(self) -> None:
        """Tell those with a socket here of whoever is back."""
        subjects, self._subjects = self._subjects, set()
        watchers, self._watchers = self._watchers, set()
        try:
            if subjects or watchers:
                await in_database(self._settle, subjects, watchers)
        except BaseException:
            self._subjects |= subjects
            self._watchers |= watchers
            raise

    def _settle(self, subjects: Collection[int], watchers: Collection[int]) -> None:
        for lookout in _found(subjects, watchers):
            if self._own.has(lookout.watcher_id) and self._is_due(lookout):
                actions.tell_back(lookout)

    def _is_due(self, lookout: Lookout) -> bool:
        is_likely = self._sight.may_be_online(lookout.subject_id)
        return is_likely and self._is_online_to(lookout.watcher, lookout.subject)

    def _is_online_to(self, watcher: User, subject: User) -> bool:
        entry = self._sight.here(subject.pk, is_roommate=False) or self._sight.here(
            subject.pk, is_roommate=bool(rooms_of_both(watcher, subject))
        )
        return entry is not None and entry.state == "online"


def _found(subjects: Collection[int], watchers: Collection[int]) -> Iterator[Lookout]:
    rows = Lookout.objects.select_related("watcher", "subject")
    for some in _batches(subjects):
        yield from rows.filter(subject__in=some)
    for some in _batches(watchers):
        yield from rows.filter(watcher__in=some)


def _batches(users: Collection[int]) -> Iterator[list[int]]:
    ids = list(users)
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
