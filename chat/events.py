"""What chat tells sockets."""

from __future__ import annotations

from typing import Literal, Self

from chat.models import Membership
from chat.shapes import (
    Candidate,
    Here,
    MessageView,
    RevisionView,
    RoomChoice,
    RoomFacts,
    RoomRole,
    RoomView,
)
from example_channels.realtime.protocol import Event, Notice, Reply, UserRef
from presence.chosen import Chosen


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


class RoomOpened(Reply, frozen=True, tag="room.opened"):
    """How a room stands. ``complete`` is false where ``since`` lies too far back.

    Then ``messages`` are the newest ones, and what was held is to be forgotten.
    """

    room: int
    version: int
    position: int
    complete: bool
    messages: list[MessageView]
    read: int
    pins: int


class RoomPage(Reply, frozen=True, tag="room.page"):
    """Messages, oldest first; ``more`` says whether there are others further on."""

    room: int
    messages: list[MessageView]
    more: bool


class ThreadOpened(Reply, frozen=True, tag="thread.opened"):
    """A chain: its first message, and replies to it, oldest first.

    ``more`` says whether there are earlier ones. ``seen`` is how many of all I have seen; null
    where I take no part.
    """

    room: int
    message: MessageView
    replies: list[MessageView]
    more: bool
    seen: int | None


class ThreadMarks(Reply, frozen=True, tag="thread.marks"):
    """Of those chains that I take part in: how many replies I have seen, by their messages."""

    marks: dict[int, int]


class RoomPinned(Reply, frozen=True, tag="room.pinned"):
    """The pinned messages of a room, last pinned first; ``more`` where not all fit into a frame."""

    room: int
    messages: list[MessageView]
    more: bool


class Bookmarked(Reply, frozen=True, tag="room.bookmarked"):
    """Which messages of a room I have bookmarked."""

    room: int
    messages: list[int]


class MessageSaved(Reply, frozen=True, tag="ok"):
    """The message is committed, in this state."""

    message: MessageView


class PeopleFound(Reply, frozen=True, tag="people.found"):
    """Who may be meant: the room's people first, of those and of others who is online first."""

    users: list[Candidate]


class RoomsFound(Reply, frozen=True, tag="rooms.found"):
    """Which rooms may be meant, mine first; private ones are named nowhere."""

    rooms: list[RoomChoice]


class CommandDone(Reply, frozen=True, tag="room.commanded"):
    """A command is carried out. ``words`` are for its author alone, and may be empty.

    ``post`` is what it says in the room, to be posted by the client; null where it says nothing.
    ``leads`` is what to show next: "room", "rooms" after leaving, "commands" for the list of them.
    ``status`` is how I am shown now, where it was about that.
    """

    words: str
    post: str | None
    leads: Literal["room", "rooms", "commands"]
    status: Chosen | None


class MessageRevisions(Reply, frozen=True, tag="message.revisions"):
    """What an edited message said before, oldest first."""

    message: int
    revisions: list[RevisionView]


class Pong(Reply, frozen=True, tag="pong"):
    """The newest version of each open room, whose events are already on their way."""

    rooms: dict[int, int]
