"""What sockets ask about reactions, pins and bookmarks."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from msgspec import Meta

from chat import actions, marked
from chat.answers import Bookmarked, MessageReacted, MessageSaved, RoomPinned
from chat.changing import changed
from chat.limits import check_marks_pace
from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.gathering import Gathering
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database

_bookmarks = Gathering(marked.bookmarks_in, limit=settings.SOCKETS_WAITING)

Emoji = Annotated[str, Meta(max_length=32)]


class React(Request, frozen=True, tag="message.react"):
    """React to a message with an emoji, or take that back."""

    message: Id
    emoji: Emoji
    on: bool


class Pin(Request, frozen=True, tag="message.pin"):
    """Pin a message to its room, or take it down."""

    message: Id
    on: bool


class BookmarkMessage(Request, frozen=True, tag="message.bookmark"):
    """Keep a message to find it again, or no longer. Nobody else is told."""

    message: Id
    on: bool


class ReadReactions(Request, frozen=True, tag="message.reactions"):
    """Read who reacted to a message: all of them, of whom it names but the first itself."""

    message: Id


class ReadPins(Request, frozen=True, tag="room.pins"):
    """Read the pinned messages of a room."""

    room: Id


class ReadBookmarks(Request, frozen=True, tag="room.bookmarks"):
    """Read which messages of a room I have bookmarked."""

    room: Id


async def react(socket: EventConsumer, request: React) -> MessageSaved:
    check_marks_pace(socket.user)
    return await changed(socket, actions.react, request.message, request.emoji, on=request.on)


async def pin(socket: EventConsumer, request: Pin) -> MessageSaved:
    check_marks_pace(socket.user)
    return await changed(socket, actions.pin, request.message, on=request.on)


async def bookmark(socket: EventConsumer, request: BookmarkMessage) -> None:
    check_marks_pace(socket.user)
    await in_database(actions.bookmark, socket.user, request.message, on=request.on)


async def read_reactions(socket: EventConsumer, request: ReadReactions) -> MessageReacted:
    return await in_database(marked.reactions_to, socket.user, request.message)


async def read_pins(socket: EventConsumer, request: ReadPins) -> RoomPinned:
    return await in_database(marked.pins, socket.user, request.room)


async def read_bookmarks(socket: EventConsumer, request: ReadBookmarks) -> Bookmarked:
    wish = marked.Reader(socket.user_id, request.room)
    return Bookmarked(room=request.room, messages=await _bookmarks.get(wish))


HANDLERS: dict[type[Request], Handler] = {
    React: react,
    Pin: pin,
    BookmarkMessage: bookmark,
    ReadReactions: read_reactions,
    ReadPins: read_pins,
    ReadBookmarks: read_bookmarks,
}
