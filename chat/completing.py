"""Who and which rooms somebody may mean who writes the beginning of a name."""

from __future__ import annotations

import unicodedata

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.naming import begins, fold, normalise
from chat.choices import Candidate, RoomChoice
from chat.finding import membership_of
from chat.here import Members, members_of
from chat.markup.mentions import BREAKS
from chat.models import Membership, Room
from presence.roster import HERE, State
from presence.service import presence

MOST = 8  # that are offered
LOOKED_AT = 50  # of those who are not in the room: who of them is online is not for the database
ROOMS_LOOKED_AT = 2000

RANK = {state: rank for rank, state in enumerate((*HERE, "offline"))}


def people(
    actor: User, room_id: int, query: str, members: Members | None = None
) -> list[Candidate]:
    """Return whom ``query`` may mean: members first, of those and of others the online first.

    ``members`` are the room's where they are known. Raises Room.DoesNotExist, PermissionDenied.
    """
    membership_of(actor, room_id)
    members, word = members or members_of(room_id), fold(normalise(query))
    entries = presence.sight.found(word, members.ids, are_roommates=not members.is_direct)
    here = [Candidate.of(entry) for entry in entries if entry.id != actor.pk][:MOST]
    rest = User.objects.present_in_list().beginning(query).only("username", "name")
    rest = rest.exclude(pk__in=[actor.pk, *(candidate.id for candidate in here)])
    found = here + _away(rest, room_id, MOST - len(here))
    if len(found) < MOST and not members.is_direct:
        found += _outside(rest, room_id)
    return found[:MOST]


def anybody(actor: User, query: str) -> list[Candidate]:
    """Return whom ``query`` may mean where no room is, to begin a conversation with."""
    people = User.objects.present_in_list().beginning(query).exclude(pk=actor.pk)
    return _by_state(people.only("username", "name"))[:MOST]


def _away(people: QuerySet[User], room_id: int, most: int) -> list[Candidate]:
    """Return members who are not shown as here."""
    rows = people.filter(memberships__room=room_id)[:most] if most else ()
    return [_candidate(user, "offline", is_member=True) for user in rows]


def _outside(people: QuerySet[User], room_id: int) -> list[Candidate]:
    """Return those who are no members. They come after them, hence are looked for by themselves."""
    is_member = Exists(Membership.objects.filter(room=room_id, user=OuterRef("pk")))
    return _by_state(people.filter(~is_member))


def _by_state(people: QuerySet[User]) -> list[Candidate]:
    """Return the first of those who are in no room that counts, the online before the others."""
    rows = people[:LOOKED_AT]
    candidates = [_candidate(user, _state(user), is_member=False) for user in rows]
    return sorted(candidates, key=lambda candidate: RANK[candidate.state])


def _state(user: User) -> State:
    entry = presence.sight.here(user.pk, is_roommate=False)
    return entry.state if entry else "offline"


def _candidate(user: User, state: State, *, is_member: bool) -> Candidate:
    return Candidate(
        id=user.pk,
        username=user.username,
        name=user.shown_name,
        state=state,
        is_member=is_member,
    )


def rooms(actor: User, query: str) -> list[RoomChoice]:
    """Return the public rooms that ``query`` may mean, the actor's own first."""
    word = fold(BREAKS.sub(" ", normalise(query))).strip()
    is_mine = Exists(Membership.objects.filter(room=OuterRef("pk"), user=actor))
    public = Room.objects.filter(kind=Room.Kind.PUBLIC, archived_at=None).order_by(
        is_mine.desc(), "name", "pk"
    )
    rows = public.values_list("pk", "name")[:ROOMS_LOOKED_AT]
    choices = (RoomChoice(id=pk, name=name, key=_key(name)) for pk, name in rows)
    return [one for one in choices if one.key and begins(_folded(one.key), word)][:MOST]


def _key(name: str) -> str:
    """Return how a room is written after ``#``: as ``room_key``, but in its own capitals."""
    return BREAKS.sub("-", unicodedata.normalize("NFKC", name)).strip("-")


def _folded(key: str) -> str:
    return fold(key.replace("-", " "))
