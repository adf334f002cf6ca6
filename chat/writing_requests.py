"""What sockets ask while somebody writes: to carry out a command, and who or what may be meant."""

from __future__ import annotations

from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from msgspec import Meta

from chat import commands, completing
from chat.answers import CommandDone, PeopleFound, RoomsFound
from chat.here import rooms_here
from chat.models import TEXT_LENGTH
from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database

Query = Annotated[str, Meta(max_length=64)]


class Command(Request, frozen=True, tag="room.command"):
    """Carry out what a member writes instead of a message: ``/topic Tea``, ``/invite @bob``."""

    room: Id
    text: str


class CompletePeople(Request, frozen=True, tag="people.complete"):
    """Find those whose name begins so, to mention one of them in a room; without one, to go to."""

    room: Id | None = None
    query: Query = ""


class CompleteRooms(Request, frozen=True, tag="rooms.complete"):
    """Find the public rooms whose name begins so, to name one of them."""

    query: Query = ""


async def carry_out(socket: EventConsumer, request: Command) -> CommandDone:
    if len(request.text) > TEXT_LENGTH:
        raise ValidationError(_("That is too long for a command."))
    outcome = await in_database(commands.carry_out, socket.user, request.room, request.text)
    return CommandDone(**(outcome._asdict() | {"words": str(outcome.words)}))


async def complete_people(socket: EventConsumer, request: CompletePeople) -> PeopleFound:
    _check(request.query)
    if request.room is None:
        return PeopleFound(users=await in_database(completing.anybody, socket.user, request.query))
    members = rooms_here.known(request.room)
    users = await in_database(completing.people, socket.user, request.room, request.query, members)
    return PeopleFound(users=users)


async def complete_rooms(socket: EventConsumer, request: CompleteRooms) -> RoomsFound:
    _check(request.query)
    return RoomsFound(rooms=await in_database(completing.rooms, socket.user, request.query))


def _check(query: str) -> None:
    if "\0" in query:
        raise ValidationError(_("A name has no null characters."))


HANDLERS: dict[type[Request], Handler] = {
    Command: carry_out,
    CompletePeople: complete_people,
    CompleteRooms: complete_rooms,
}
