"""What presence asks of the apps above it; they connect in their ``ready()``."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

from accounts.models import User
from presence.events import RoomInCommon

rooms_in_common = Signal()
"""Wanted: the rooms that make two people room-mates, as a list of RoomInCommon.

Arguments: one, other (User). A conversation of two is none: anybody may begin one with anybody.
"""


def rooms_of_both(one: User, other: User) -> list[RoomInCommon]:
    """Return the rooms that two people share."""
    answers: list[Any] = rooms_in_common.send(User, one=one, other=other)
    return [room for _receiver, rooms in answers for room in rooms]
