"""What chat answers sockets."""

from __future__ import annotations

from typing import Literal

from chat.choices import Candidate, RoomChoice
from chat.marks import ReactionView
from chat.shapes import (
    MessageView,
    RevisionView,
    RoomFacts,
    RoomRole,
)
from example_channels.realtime.protocol import Reply
from presence.chosen import Chosen


class RoomOpened(Reply, frozen=True, tag="room.opened"):
    """How a room stands. ``complete`` is false where ``since`` lies too far back.

    Then ``messages`` are the newest ones, and what was held is to be forgotten. ``facts`` and
    ``role`` may have changed while nobody could tell.
    """

    room: int
    version: int
    position: int
    complete: bool
    messages: list[MessageView]
    read: int
    role: RoomRole
    pins: int
    facts: RoomFacts


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


class MessageReacted(Reply, frozen=True, tag="message.reacted"):
    """Who reacted to a message, by name; of very many the first of each emoji."""

    message: int
    reactions: list[ReactionView]


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
