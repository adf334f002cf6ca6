"""What a member reads of a room: how it stands, what changed since, pages of its past."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.answers import MessageRevisions, RoomPage
from chat.finding import membership_of
from chat.models import Message, MessageQuerySet, Room
from chat.naming import people_of
from chat.prepared import rows_in
from chat.shapes import FIELDS, MessageView, RevisionView

NEWEST = 50  # messages shown on opening
NEWEST_REVISIONS = 15  # of the longest texts, they fit into a frame
MAX_CHANGES = 300
MAX_BYTES = 250 * 1024  # of messages in one answer: a frame holds 256 KiB


def page(
    user: User,
    room_id: int,
    *,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
    limit: int = NEWEST,
) -> RoomPage:
    """Return up to ``limit`` messages of a room; the newest where no position is named.

    ``before`` and ``after`` exclude their position. Raises Room.DoesNotExist, PermissionDenied.
    """
    room = membership_of(user, room_id).room
    return page_of(room, before=before, after=after, around=around, limit=limit)


def page_of(
    room: Room,
    *,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
    limit: int = NEWEST,
) -> RoomPage:
    """Return what ``page`` does of a room that was found already."""
    if around is not None:
        messages, more = _both_ways(room, around, limit)
    elif after is not None:
        messages, more = _found(room, "position__gt", after, "position", limit)
    else:
        messages, more = _found(room, "position__lt", before or room.head + 1, "-position", limit)
        messages.reverse()
    return RoomPage(room=room.pk, messages=messages, more=more)


def revisions(user: User, message_id: int) -> MessageRevisions:
    """Return what a message said before, to its author and the room's owners.

    Raises Message.DoesNotExist, PermissionDenied.
    """
    message = Message.objects.in_rooms_of(user).select_related("room").get(pk=message_id)
    if message.author_id != user.pk and not Room.objects.owned_by(user).contains(message.room):
        raise PermissionDenied(_("Only its author and the room's owner may see what it was."))
    newest = message.revisions.order_by("-at", "-pk")[:NEWEST_REVISIONS]
    views = [RevisionView(revision.text, revision.at) for revision in newest]
    return MessageRevisions(message=message.pk, revisions=views[::-1])


def changes(room_id: int, since: int) -> tuple[int, list[MessageView] | None]:
    """Return a room's version and what changed after ``since``; None where that is too much."""
    room = Room.objects.get(pk=room_id)
    return room.version, changes_in(room, since)


def changes_in(room: Room, since: int) -> list[MessageView] | None:
    """Return what changed after ``since``; None where that is too much, or never was.

    Oldest first: a client that holds nothing yet takes what stands before its first for its past.
    Of the room only its key and its version are looked at.
    """
    if since >= room.version:
        return [] if since == room.version else None
    messages, is_cut = _found(room, "version__gt", since, "version", MAX_CHANGES)
    return None if is_cut else sorted(messages, key=lambda message: message.position)


def newest_in(room: Room) -> list[MessageView]:
    messages, _more = _found(room, "position__gt", 0, "-position", NEWEST)
    return messages[::-1]


def _both_ways(room: Room, position: int, limit: int) -> tuple[list[MessageView], bool]:
    """Return messages from the one at ``position`` outwards, half of them before it."""
    half, room_for_half = limit // 2, MAX_BYTES // 2
    earlier, more_earlier = _found(
        room, "position__lte", position, "-position", limit - half, room_for_half
    )
    later, more_later = _found(room, "position__gt", position, "position", half, room_for_half)
    return earlier[::-1] + later, more_earlier or more_later


def _found(
    room: Room, bound: str, value: int, order: str, limit: int, most_bytes: int = MAX_BYTES
) -> tuple[list[MessageView], bool]:
    """Return what ``first_of`` does of a room's messages within a bound."""
    return _fitting(list(rows_in(room.pk, bound, value, order, limit + 1)), limit, most_bytes)


def first_of(messages: MessageQuerySet, order: str, limit: int) -> tuple[list[MessageView], bool]:
    """Return at most ``limit`` messages that fit into a frame, and whether there are more.

    One query, and one for the people that reactions and pins name, where there are any.
    """
    rows = list(messages.order_by(order).values_list(*FIELDS)[: limit + 1])
    return _fitting(rows, limit, MAX_BYTES)


def _fitting(
    rows: Sequence[tuple[Any, ...]], limit: int, most_bytes: int
) -> tuple[list[MessageView], bool]:
    views: list[MessageView] = []
    size = 0
    people = people_of(chain.from_iterable(map(MessageView.ids_in_row, rows)))
    for row in rows:
        view = MessageView.of_row(row, people)
        size += len(msgspec.json.encode(view)) + 1
        if len(views) == limit or (views and size > most_bytes):
            return views, True
        views.append(view)
    return views, False
