"""Opening rooms: what several sockets want to see of theirs, read together.

When thousands come back at once, most have the same room open and miss the same messages: those
are read once for a portion of sockets, and who is a member in one query, written by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection

from accounts.models import User
from chat.answers import RoomOpened
from chat.finding import membership_of
from chat.models import Room
from chat.reading import changes_in, newest_in
from chat.shapes import RoomFacts, RoomRole

# Of a room, all that its answer tells.
FACTS = (
    *("id", "version", "head", "pins", "name", "kind", "direct_key"),
    *("topic", "description", "archived_at"),
)
STANDINGS = """
    SELECT membership.user_id, membership.read, membership.role, {facts}
    FROM chat_membership AS membership JOIN chat_room AS room ON room.id = membership.room_id
    WHERE (membership.room_id, membership.user_id) IN (VALUES {pairs})
"""


class Opening(NamedTuple):
    """A wish to see a room, complete after version ``since`` where that is near."""

    user: User
    room: int
    since: int | None


class Standing(NamedTuple):
    """A room as it stands, and what it is to one of its members: up to where they have read it."""

    room: Room
    read: int
    role: RoomRole


def open_room(user: User, room_id: int, since: int | None) -> RoomOpened:
    """Return a room's state for a member. Raises Room.DoesNotExist, PermissionDenied."""
    (outcome,) = open_rooms([Opening(user, room_id, since)])
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def open_rooms(wishes: Sequence[Opening]) -> list[RoomOpened | Exception]:
    """Return for each what ``open_room`` returns or raises.

    One query, and at most one for each room and version that somebody has missed something since.
    """
    standings = _standings({(wish.room, wish.user.pk) for wish in wishes})
    # Read after the rooms: what was written meanwhile may be in, and is told again.
    changes, newest = cache(changes_in), cache(newest_in)

    def opened(wish: Opening) -> RoomOpened:
        room, read, role = standings.get((wish.room, wish.user.pk)) or _standing_of(wish)
        missed = None if wish.since is None else changes(room, wish.since)
        return RoomOpened(
            room=room.pk,
            version=room.version,
            position=room.head,
            complete=missed is not None or wish.since is None,
            messages=newest(room) if missed is None else missed,
            read=read,
            role=role,
            pins=room.pins,
            facts=RoomFacts.of(room),
        )

    return [_outcome(opened, wish) for wish in wishes]


def _standings(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], Standing]:
    facts, places = (f"room.{fact}" for fact in FACTS), ["(%s, %s)"] * len(pairs)
    sql = STANDINGS.format(facts=", ".join(facts), pairs=", ".join(places))
    with connection.cursor() as cursor:
        cursor.execute(sql, list(chain.from_iterable(pairs)))
        rows = cursor.fetchall()
    told = {facts[0]: facts for _user, _read, _role, *facts in rows}
    # Most are of the same rooms: each is made once.
    rooms = {pk: Room(**dict(zip(FACTS, facts, strict=True))) for pk, facts in told.items()}
    return {(pk, user): Standing(rooms[pk], read, role) for user, read, role, pk, *_ in rows}


def _standing_of(wish: Opening) -> Standing:
    """Return how somebody stands who was no member a moment ago. Raises as ``open_room``."""
    membership = membership_of(wish.user, wish.room)
    return Standing(membership.room, membership.read, membership.role)  # type: ignore[arg-type]


def _outcome(opened: Callable[[Opening], RoomOpened], wish: Opening) -> RoomOpened | Exception:
    try:
        return opened(wish)
    except (ObjectDoesNotExist, PermissionDenied) as refusal:
        return refusal
