"""What the database knows of people, read in bulk."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import Max, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.models import User
from accounts.naming import fold, normalise
from presence.chosen import UNSAID, Manner
from presence.models import manner_of
from presence.roster import Entry, Status, Words

BATCH = 500

NUMBERS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)",
}
"""Any number of ids as one parameter: databases limit the number of parameters."""


SHOWN = ("username", "name", "last_seen")
KNOWN = ("username", "name", "sort_key", "folded", "standing")


class Facts(msgspec.Struct, frozen=True):
    """What is shown of somebody, and what they are sorted and found by."""

    id: int
    username: str
    name: str
    sort_key: bytes
    folded: str
    manner: Manner = UNSAID


class Other(msgspec.Struct, frozen=True):
    """Somebody who is not here, or does not show it to everyone."""

    entry: Entry
    is_unseen: bool
    """Whether ``last_seen`` is all that others may know of it."""


def words_of(query: str) -> Words:
    """Return the folded words a name must contain to match a query."""
    return tuple(sorted(set(fold(normalise(query)).split())))


def load(users: Collection[int]) -> dict[int, Facts]:
    """Return the facts of those of ``users`` whom the list may show."""
    return {row.id: row for batch in _batches(list(users)) for row in _load(batch)}


def registered(words: Words) -> int:
    """Return how many people the list has whom a query matches."""
    return _matching(words).count()


def others(words: Words, here: list[int], start: int, limit: int) -> list[Other]:
    """Return a window of those whom a query matches and who are not ``here``.

    Costs time in ``start``: the database walks over everybody before the window.
    """
    rows = _matching(words)
    if here:
        numbers = RawSQL(NUMBERS[connection.vendor], [json.dumps(here)])  # noqa: S611 - constant
        rows = rows.exclude(pk__in=numbers)
    # Not joined: the database would look up what everybody before the window chose, too.
    rows, now = rows.only(*SHOWN).prefetch_related("standing"), timezone.now()
    return [_other(user, now) for user in rows[start : start + limit]]


def last_here(moment: datetime) -> tuple[datetime | None, list[int]]:
    """Return when people were last written down as here, and who, if that was after ``moment``."""
    newest = User.objects.filter(last_seen__gt=moment).aggregate(at=Max("last_seen"))["at"]
    # Those who were here share one exact time; the time of those who left is rounded.
    if newest is None or not newest.microsecond:
        return None, []
    return newest, list(User.objects.filter(last_seen=newest).values_list("pk", flat=True))


def _matching(words: Words) -> QuerySet[User]:
    return User.objects.present_in_list().matching(" ".join(words))


def _other(user: User, now: datetime) -> Other:
    manner = manner_of(user)
    chosen, is_told = manner.chosen.at(now), manner.last_seen_audience == "everyone"
    entry = Entry(
        id=user.pk,
        username=user.username,
        name=user.shown_name,
        state="offline",
        status=Status.of(chosen),
        last_seen=user.last_seen if is_told else None,
    )
    # Nor once it is over: they may have been here, and left, while they were invisible.
    return Other(entry, is_unseen=manner.chosen.is_invisible or not is_told)


def _facts(user: User) -> Facts:
    return Facts(
        user.pk,
        user.username,
        user.shown_name,
        bytes(user.sort_key),
        user.folded,
        manner_of(user),
    )


def _load(users: list[int]) -> list[Facts]:
    rows = User.objects.present_in_list().filter(pk__in=users).order_by()
    return [_facts(user) for user in rows.select_related("standing").only(*KNOWN)]


def _batches(users: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(users), BATCH):
        yield users[start : start + BATCH]
