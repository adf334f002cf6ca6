"""What the frame around a room's messages is drawn by: its head, composer and thread panel."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from chat.models import Membership, Room


class ShownRoom(NamedTuple):
    """A room, as far as its frame shows it."""

    pk: int
    kind: str
    topic: str
    is_group: bool
    is_archived: bool

    @property
    def get_absolute_url(self) -> str:
        return reverse("chat:room", args=[self.pk])


class Mine(NamedTuple):
    """What the room is to whoever looks."""

    is_owner: bool
    favourite: int | None
    muted: bool


class Frame(NamedTuple):
    """The facts that a room's frame is drawn by; ``mine`` is None for who is no member."""

    room: ShownRoom
    room_name: str
    mine: Mine | None
    has_unread: bool
    has_pins: bool


def frame_of(room: Room, name: str, membership: Membership | None) -> Frame:
    mine, has_unread = None, False
    if membership is not None:
        mine = Mine(membership.is_owner, membership.favourite, membership.muted)
        has_unread = room.head > membership.read
    shown = ShownRoom(room.pk, room.kind, room.topic, room.is_group, room.is_archived)
    return Frame(shown, name, mine, has_unread, room.pins > 0)
