"""What sockets ask of chat."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from msgspec import Meta

from chat import (
    actions,
    mark_requests,
    mine_requests,
    reading,
    thread_requests,
    writing_requests,
)
from chat.answers import MessageRevisions, MessageSaved, Pong, RoomPage
from chat.changing import changed
from chat.finding import membership_of
from chat.here import rooms_here
from chat.limits import check_pace
from chat.models import Room
from chat.opening import Opening, open_rooms
from chat.posting import posting
from chat.writer import Post
from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer, Handler, Queued
from example_channels.realtime.gathering import Gathering
from example_channels.realtime.hub import hub
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database
from presence.service import presence

_openings = Gathering(open_rooms, limit=settings.SOCKETS_WAITING)

Version = Annotated[int, Meta(ge=0, le=2**53)]
Limit = Annotated[int, Meta(ge=1, le=100)]


class Ping(Request, frozen=True, tag="ping"):
    """Ask for the newest versions of the rooms this socket has open."""

    overtakes: ClassVar[bool] = True


class OpenRoom(Request, frozen=True, tag="room.open"):
    """Read a room and hear what happens in it; again, with ``since``, to catch up."""

    room: Id
    since: Version | None = None


class CloseRoom(Request, frozen=True, tag="room.close"):
    """Hear only that something happens in a room."""

    room: Id


class ReadHistory(Request, frozen=True, tag="room.history"):
    """Read messages before or after a position (exclusive), or around one."""

    room: Id
    before: Id | None = None
    after: Version | None = None
    around: Id | None = None
    limit: Limit = reading.NEWEST


class PostMessage(Request, frozen=True, tag="message.post"):
    """Post once, however often it is asked: ``client_id`` is a UUID made by the client."""

    overtakes: ClassVar[bool] = True

    room: Id
    client_id: UUID
    text: str
    reply_to: Id | None = None


class EditMessage(Request, frozen=True, tag="message.edit"):
    """Change the text of one's own message."""

    message: Id
    text: str


class DeleteMessage(Request, frozen=True, tag="message.delete"):
    """Turn a message into a tombstone."""

    message: Id


class Typing(Request, frozen=True, tag="room.typing"):
    """Tell the others who have the room open that something is being typed."""

    is_quiet: ClassVar[bool] = True
    overtakes: ClassVar[bool] = True

    room: Id


class ReadRevisions(Request, frozen=True, tag="message.history"):
    """Read what an edited message said before: for its author and the room's owners."""

    message: Id


class MarkRead(Request, frozen=True, tag="room.read"):
    """Move the read mark forward to a position, or back where ``unread`` is true."""

    room: Id
    position: Version
    unread: bool = False


async def ping(socket: EventConsumer, request: Ping) -> Pong:
    open_now = rooms_open(socket)
    versions = {room: hub.logs.version(topics.room(room)) for room in open_now}
    return Pong(rooms={room: version for room, version in versions.items() if version is not None})


async def open_room(socket: EventConsumer, request: OpenRoom) -> None:
    topic, open_now = topics.room(request.room), rooms_open(socket)
    if request.room not in open_now and len(open_now) >= settings.ROOMS_OPEN:
        raise ValidationError(
            _("At most %(limit)d rooms may be open."), params={"limit": settings.ROOMS_OPEN}
        )
    async with socket.following(topic):
        opened = await _openings.get(Opening(socket.user, request.room, request.since))
        if not socket.follows(topic):
            raise Room.DoesNotExist
        socket.answer(request, opened)
        hub.logs.begin(topic, opened.version)
    socket.leave(topics.members(request.room))
    await rooms_here.tell(request.room, socket)


async def close_room(socket: EventConsumer, request: CloseRoom) -> None:
    if socket.follows(topics.room(request.room)):
        await socket.follow(topics.members(request.room))
        socket.leave(topics.room(request.room))


async def read_history(socket: EventConsumer, request: ReadHistory) -> RoomPage:
    if sum(end is not None for end in (request.before, request.after, request.around)) != 1:
        raise ValidationError(_("Name one of: before, after, around."))
    return await in_database(
        reading.page,
        socket.user,
        request.room,
        before=request.before,
        after=request.after,
        around=request.around,
        limit=request.limit,
    )


async def post_message(socket: EventConsumer, request: PostMessage) -> Queued:
    check_pace(socket.user)
    return posting.put(
        Post(socket.user, request.room, request.client_id, request.text, request.reply_to)
    )


async def edit_message(socket: EventConsumer, request: EditMessage) -> MessageSaved:
    check_pace(socket.user)
    return await changed(socket, actions.edit_message, request.message, request.text)


async def delete_message(socket: EventConsumer, request: DeleteMessage) -> MessageSaved:
    check_pace(socket.user)
    return await changed(socket, actions.delete_message, request.message)


async def read_revisions(socket: EventConsumer, request: ReadRevisions) -> MessageRevisions:
    return await in_database(reading.revisions, socket.user, request.message)


async def typing(socket: EventConsumer, request: Typing) -> None:
    if not socket.follows(topics.room(request.room)):
        await in_database(membership_of, socket.user, request.room)
        raise PermissionDenied(_("Open the room first."))
    if presence.sight.is_told_in_rooms(socket.user_id):
        actions.say_typing(socket.user, request.room)


async def mark_read(socket: EventConsumer, request: MarkRead) -> None:
    await in_database(
        actions.mark_read, socket.user, request.room, request.position, unread=request.unread
    )


def rooms_open(socket: EventConsumer) -> list[int]:
    found = (topics.room_of(topic) for topic in socket.topics)
    return [room for room in found if room is not None]


HANDLERS: dict[type[Request], Handler] = {
    Ping: ping,
    OpenRoom: open_room,
    CloseRoom: close_room,
    ReadHistory: read_history,
    PostMessage: post_message,
    EditMessage: edit_message,
    DeleteMessage: delete_message,
    ReadRevisions: read_revisions,
    Typing: typing,
    MarkRead: mark_read,
    **mine_requests.HANDLERS,
    **thread_requests.HANDLERS,
    **mark_requests.HANDLERS,
    **writing_requests.HANDLERS,
}
