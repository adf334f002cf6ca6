"""Who and which rooms somebody may mean who writes the beginning of a name."""

from __future__ import annotations

import unicodedata

from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.naming import begins, fold, normalise
from chat.finding import membership_of
from chat.here import Members, members_of
from chat.markup.mentions import BREAKS
from chat.models import Membership, Room
from chat.shapes import Candidate, RoomChoice
from presence.roster import HERE
from presence.service import presence

MOST = 8  # that are offered
LOOKED_AT = 50  # of those who are not in the room: who of them is online is not for the database
ROOMS_LOOKED_AT = 2000

RANK = {state: rank for rank, state in enumerate((*HERE, "offline"))}


def people(actor: User, room_id: int, query: str) -> list[Candidate]:
    """Return whom ``query`` may mean: members first, of those and of others the online first.

    Raises Room.DoesNotExist, PermissionDenied.
    """
    membership_of(actor, room_id)
    members, word = members_of(room_id), fold(normalise(query))
    others_too = not members.is_direct
    here = presence.sight.found(word, members.ids, are_roommates=others_too)
    found = [Candidate.of(entry) for entry in here if entry.id != actor.pk][:MOST]
    if len(found) < MOST:
        seen = {actor.pk, *(candidate.id for candidate in found)}
        found += _others(room_id, members, query, seen)
    return found[:MOST]


def _others(room_id: int, members: Members, query: str, seen: set[int]) -> list[Candidate]:
    """Return members who are not here, and those who are no members."""
    rest = User.objects.present_in_list().beginning(query).exclude(pk__in=seen)
    if members.is_direct:
        rest = rest.filter(pk__in=members.ids)
    is_member = Exists(Membership.objects.filter(room=room_id, user=OuterRef("pk")))
    rows = rest.order_by(is_member.desc(), "sort_key", "pk").only("username", "name")
    candidates = [_candidate(user, members) for user in rows[:LOOKED_AT]]
    return sorted(candidates, key=lambda one: (not one.is_member, RANK[one.state]))


def _candidate(user: User, members: Members) -> Candidate:
    entry = presence.sight.here(user.pk, is_roommate=False)
    return Candidate(
        id=user.pk,
        username=user.username,
        name=user.shown_name,
        state=entry.state if entry else "offline",
        is_member=user.pk in members.ids,
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
