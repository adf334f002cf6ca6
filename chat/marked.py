"""What a member reads of marks: the pins of a room, and their own bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from chat.answers import RoomPinned
from chat.finding import membership_of
from chat.models import Bookmark, Room
from chat.models.rooms import MOST_PINS
from chat.reading import first_of


class Reader(NamedTuple):
    """Somebody who has a room open."""

    user: int
    room: int


def pins(user: User, room_id: int) -> RoomPinned:
    """Return what is pinned to a room. Raises Room.DoesNotExist, PermissionDenied."""
    return pins_of(membership_of(user, room_id).room)


def pins_of(room: Room) -> RoomPinned:
    """Return what ``pins`` does of a room that was found already."""
    pinned = room.messages.filter(pinned_at__isnull=False)
    messages, more = first_of(pinned, "-pinned_at", MOST_PINS)
    return RoomPinned(room=room.pk, messages=messages, more=more)


def bookmarks_in(readers: Sequence[Reader]) -> list[list[int]]:
    """Return for each which messages of the room they have bookmarked; none where it is not theirs.

    One query, however many ask.
    """
    users, rooms = {each.user for each in readers}, {each.room for each in readers}
    mine = Bookmark.objects.readable().filter(user__in=users, message__room__in=rooms)
    found: dict[tuple[int, int], list[int]] = {}
    for user, room, message in mine.values_list("user_id", "message__room_id", "message_id"):
        found.setdefault((user, room), []).append(message)
    return [found.get(each, []) for each in readers]


def bookmarks_of(user: User) -> QuerySet[Bookmark]:
    """Return all that somebody has bookmarked and may still read, newest first."""
    mine = Bookmark.objects.of(user).select_related("message__author", "message__room")
    return mine.order_by("-pk")
