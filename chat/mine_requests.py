"""What sockets ask to make a room a favourite or to mute it, for oneself alone."""

from __future__ import annotations

from typing import Literal

from chat import actions
from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database


class FavourRoom(Request, frozen=True, tag="room.favourite"):
    """Put a room at the end of my favourites, or, where ``on`` is false, take it out."""

    room: Id
    on: bool


class MoveRoom(Request, frozen=True, tag="room.move"):
    """Let a favourite change places with the one above (-1) or below it (1)."""

    room: Id
    by: Literal[-1, 1]


class MuteRoom(Request, frozen=True, tag="room.mute"):
    """Have a room's messages not counted for me, or, where ``on`` is false, counted again."""

    room: Id
    on: bool


async def favour(socket: EventConsumer, request: FavourRoom) -> None:
    await in_database(actions.set_favourite, socket.user, request.room, is_favourite=request.on)


async def move(socket: EventConsumer, request: MoveRoom) -> None:
    await in_database(actions.move_favourite, socket.user, request.room, request.by)


async def mute(socket: EventConsumer, request: MuteRoom) -> None:
    await in_database(actions.set_muted, socket.user, request.room, is_muted=request.on)


HANDLERS: dict[type[Request], Handler] = {
    FavourRoom: favour,
    MoveRoom: move,
    MuteRoom: mute,
}
