"""What a member reads of marks: the pins of a room, and their own bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import User
from chat.answers import MessageReacted, RoomPinned
from chat.finding import membership_of
from chat.marks import reaction_view
from chat.models import Bookmark, Message, Room
from chat.models.rooms import MOST_PINS
from chat.naming import people_of
from chat.reading import first_of

MOST_TOLD = 500  # people by name in one answer: with the longest names they fit into a frame


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


def reactions_to(user: User, message_id: int) -> MessageReacted:
    """Return who reacted to a message. Raises Message.DoesNotExist."""
    return reactions_of(Message.objects.in_rooms_of(user).get(pk=message_id))


def reactions_of(message: Message) -> MessageReacted:
    """Return what ``reactions_to`` does of a message that was found already. One query."""
    reactions = message.reactions or ()
    told = {emoji: ids[: MOST_TOLD // len(reactions)] for emoji, ids in reactions}
    people = people_of(chain.from_iterable(told.values()))
    views = [reaction_view(emoji, told[emoji], ids, people) for emoji, ids in reactions]
    return MessageReacted(message=message.pk, reactions=views)


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
