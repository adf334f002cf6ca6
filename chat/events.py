"""What chat tells sockets."""

from __future__ import annotations

from typing import Literal, Self

from chat.models import Membership
from chat.shapes import (
    Here,
    MessageView,
    RoomFacts,
    RoomRole,
    RoomView,
)
from example_channels.realtime.protocol import Event, Notice, UserRef


class Rooms(Event, frozen=True, tag="rooms"):
    """The rooms I am a member of, after connecting or when events were given up."""

    rooms: list[RoomView]


class RoomAdded(Event, frozen=True, tag="room.added"):
    """I have become a member."""

    room: RoomView


class RoomChanged(Event, frozen=True, tag="room.changed"):
    """A room of mine has another name, topic or description, is archived or open again."""

    room: RoomFacts


class RoomMine(Event, frozen=True, tag="room.mine"):
    """What a room is to me has changed: my role, its place among my favourites, muted or not."""

    room: int
    role: RoomRole
    favourite: int | None
    muted: bool

    @classmethod
    def of(cls, membership: Membership) -> Self:
        return cls(
            room=membership.room_id,
            role=membership.role,  # type: ignore[arg-type]
            favourite=membership.favourite,
            muted=membership.muted,
        )

    def replaces(self) -> str:
        return f"mine.{self.room}"


class RoomClosed(Event, frozen=True, tag="room.closed"):
    """A room is no longer mine. ``reason`` is "left" or "removed"."""

    room: int
    reason: Literal["left", "removed"]


class MembersChanged(Notice, frozen=True, tag="members_changed"):
    """Somebody has become, or is no longer, a member of a room."""

    room: int


class MessageChanged(Event, frozen=True, tag="message"):
    """A message is new or has changed: keep it by id, ignore a lower version than held."""

    room: int
    message: MessageView

    def topic_version(self) -> int:
        return self.message.version


class PinsCounted(Event, frozen=True, tag="pins"):
    """How many messages of an open room are pinned."""

    room: int
    count: int

    def replaces(self) -> str:
        return f"pins.{self.room}"


class BookmarkChanged(Event, frozen=True, tag="bookmark"):
    """I bookmarked a message, or no longer, on this or another device."""

    room: int
    message: int
    on: bool


class RoomActivity(Event, frozen=True, tag="room.activity"):
    """Something happened in a room of mine that this socket does not have open."""

    room: int
    position: int
    version: int

    def replaces(self) -> str:
        return f"activity.{self.room}"


class RoomTyping(Event, frozen=True, tag="typing"):
    """Somebody else with the room open is typing; show it for five seconds."""

    room: int
    user: UserRef

    def replaces(self) -> str:
        return f"typing.{self.room}.{self.user.id}"


class RoomRead(Event, frozen=True, tag="read"):
    """My read mark moved, on this or another device."""

    room: int
    position: int

    def replaces(self) -> str:
        return f"read.{self.room}"


class ThreadRead(Event, frozen=True, tag="thread.read"):
    """I have seen so many replies of a chain, on this or another device, and take part in it."""

    room: int
    message: int
    seen: int

    def replaces(self) -> str:
        return f"thread.{self.message}"


class RoomHere(Event, frozen=True, tag="room.here"):
    """Which members of an open room are here: the first of them by name, and how many in all.

    ``members`` is the number of all members, here or not.
    """

    room: int
    users: list[Here]
    count: int
    members: int

    def replaces(self) -> str:
        return f"here.{self.room}"


class CatchUp(Event, frozen=True, tag="catch_up"):
    """Events were given up, for the socket was too slow: open these rooms again with ``since``."""

    rooms: list[int]

    def replaces(self) -> str:
        return f"catch_up.{self.rooms}"
