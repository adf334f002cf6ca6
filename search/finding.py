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
    SELECT entry.rowid FROM search_entry AS entry {more}
    JOIN chat_membership AS side ON side.room_id = entry.room_id AND side.user_id = %s
    WHERE {matches} {bounds} ORDER BY entry.rowid DESC LIMIT %s
"""
DATED = "JOIN chat_message AS message ON message.id = entry.rowid"
MATCHES = {"sqlite": "search_entry MATCH %s", "postgresql": "entry.words @@ %s::tsquery"}


class Bounds(NamedTuple):
    """What else SQL is to compare: dates, which are the messages' own, and where a page begins."""

    sql: Sequence[str]
    values: Sequence[Any]
    has_dates: bool


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
    shown = Message.objects.in_rooms_of(user).to_show().filter(pk__in=page, deleted_at=None)
    return Found(
        [
            (message, rooms[message.room_id])
            for message in shown.order_by("-pk")
            if message.room_id in rooms
        ],
        total=len(ids) if below is None else None,
        next=page[-1] if len(ids) > PER_PAGE else None,
    )


def _ids(user: User, match: Match, bounds: Bounds, limit: int) -> list[int]:
    sql = FIND.format(
        more=DATED if bounds.has_dates else "",
        matches=MATCHES[connection.vendor],
        bounds="".join(f" AND {each}" for each in bounds.sql),
    )
    question = WRITTEN[connection.vendor](match)
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk, question, *bounds.values, limit])
        return [pk for (pk,) in cursor.fetchall()]


def _bounds(query: Query, zone: tzinfo, below: int | None) -> Bounds:
    bounds: list[tuple[str, Any]] = []
    if query.before:
        bounds.append(("message.created_at < %s", _midnight(query.before, zone)))
    if query.after:
        following = query.after + timedelta(days=1)
        bounds.append(("message.created_at >= %s", _midnight(following, zone)))
    has_dates = bool(bounds)
    if below is not None:
        bounds.append(("entry.rowid < %s", below))
    return Bounds([sql for sql, _value in bounds], [value for _sql, value in bounds], has_dates)


def _midnight(day: date, zone: tzinfo) -> Any:
    """Return when a day begins, as the database keeps times."""
    return connection.ops.adapt_datetimefield_value(datetime.combine(day, time(), zone))
