"""Where a day begins in a room."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, tzinfo

from chat.models import Room

YEARS = range(1970, 9999)


def day_called(text: str) -> date | None:
    """Return the day that a form's date field names, None where that is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def first_since(room: Room, day: date, zone: tzinfo) -> int | None:
    """Return the position of a room's first message since a day began; None where there is none.

    Positions have no gaps, and time goes on in them: halving, a query each time, needs no index
    that every post would have to pay for.
    """
    begins = datetime.combine(day, time(), zone)
    position = 1 + bisect_left(range(1, room.head + 1), begins, key=lambda at: _said(room, at))
    return position if position <= room.head else None


def _said(room: Room, position: int) -> datetime:
    return room.messages.values_list("created_at", flat=True).get(position=position)
