"""What a member's page shows of a room besides what is said: who is here, and their bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from accounts.models import User
from chat.events import RoomHere
from chat.here import Members, here_among, rooms_here
from chat.models import Room

MEMBERS = "SELECT user_id, NULL FROM chat_membership WHERE room_id = %(room)s"
BOOKMARKS = """
    SELECT NULL, bookmark.message_id
    FROM chat_bookmark AS bookmark JOIN chat_message AS message ON message.id = bookmark.message_id
    WHERE bookmark.user_id = %(user)s AND message.room_id = %(room)s
"""


class Inside(NamedTuple):
    """``bookmarks``: which messages of the room the reader wants to find again."""

    here: RoomHere
    bookmarks: list[int]


def inside_of(user: User, room: Room) -> Inside:
    """Read it for a member, in one query, by hand.

    Where this process knows the members, as it does of a room that somebody has open, they are not
    read. One who joined a moment ago may be missing there, but not from what they see themselves.
    """
    known = rooms_here.known(room.pk)
    if known is not None and user.pk in known.ids:
        members, rows = known, _rows(BOOKMARKS, user, room)
    else:
        rows = _rows(f"{MEMBERS} UNION ALL {BOOKMARKS}", user, room)
        members = Members(frozenset(pk for pk, _ in rows if pk is not None), room.is_direct)
    bookmarks = [message for _, message in rows if message is not None]
    return Inside(here_among(room.pk, members), bookmarks)


def _rows(sql: str, user: User, room: Room) -> Sequence[tuple[int | None, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"user": user.pk, "room": room.pk})
        return cursor.fetchall()
