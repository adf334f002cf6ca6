"""Finding messages: a search, made through the person who asks, answered newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from django.db import connection

from accounts.models import User
from chat.listing import rooms_of
from chat.models import Message
from chat.shapes import RoomView
from search.language import Query
from search.matching import WRITTEN, Match
from search.resolving import match_of

PER_PAGE = 20
MOST_COUNTED = 1000

# The rooms are asked of the index too, so that it is quick; who may read is decided by the join.
FIND = """
    SELECT entry.rowid FROM search_entry AS entry
    JOIN chat_message AS message ON message.id = entry.rowid
    JOIN chat_membership AS side ON side.room_id = message.room_id AND side.user_id = %s
    WHERE {matches} AND message.deleted_at IS NULL {bounds}
    ORDER BY entry.rowid DESC LIMIT %s
"""
MATCHES = {"sqlite": "search_entry MATCH %s", "postgresql": "entry.words @@ %s::tsquery"}


class Found(NamedTuple):
    """A page of what was found. ``total`` is counted on the first page only."""

    hits: list[tuple[Message, RoomView]]
    total: int | None = None
    next: int | None = None
    """The message below which the next page begins, if there is one."""

    @property
    def is_more_than_counted(self) -> bool:
        return self.total is not None and self.total > MOST_COUNTED


def find(user: User, query: Query, zone: tzinfo, below: int | None = None) -> Found:
    """Return messages in rooms of the user's that match, those below an id. Raises Complaint."""
    rooms = {room.id: room for room in rooms_of(user)}
    match = match_of(user, query, rooms.values())
    if not rooms:
        return Found([], total=0)
    limit = (MOST_COUNTED if below is None else PER_PAGE) + 1
    ids = _ids(user, match, _bounds(query, zone, below), limit)
    page = ids[:PER_PAGE]
    shown = Message.objects.in_rooms_of(user).to_show().filter(pk__in=page).order_by("-pk")
    return Found(
        [(message, rooms[message.room_id]) for message in shown if message.room_id in rooms],
        total=len(ids) if below is None else None,
        next=page[-1] if len(ids) > PER_PAGE else None,
    )


def _ids(user: User, match: Match, bounds: tuple[str, Sequence[Any]], limit: int) -> list[int]:
    sql = FIND.format(matches=MATCHES[connection.vendor], bounds=bounds[0])
    question = WRITTEN[connection.vendor](match)
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk, question, *bounds[1], limit])
        return [pk for (pk,) in cursor.fetchall()]


def _bounds(query: Query, zone: tzinfo, below: int | None) -> tuple[str, list[Any]]:
    """Return what else SQL is to compare: the dates, and where the page begins."""
    adapted = connection.ops.adapt_datetimefield_value
    bounds: list[tuple[str, Any]] = []
    if query.before:
        bounds.append(("message.created_at < %s", adapted(_midnight(query.before, zone))))
    if query.after:
        following = query.after + timedelta(days=1)
        bounds.append(("message.created_at >= %s", adapted(_midnight(following, zone))))
    if below is not None:
        bounds.append(("entry.rowid < %s", below))
    return "".join(f" AND {sql}" for sql, _value in bounds), [value for _sql, value in bounds]


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
