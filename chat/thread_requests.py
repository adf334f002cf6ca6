"""What sockets ask of chains of replies."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from chat import actions, threads
from chat.answers import ThreadMarks, ThreadOpened
from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database


class OpenThread(Request, frozen=True, tag="thread.open"):
    """Read the chain that a message is in: its newest replies, or those before a position."""

    message: Id
    before: Id | None = None


class ReadMarks(Request, frozen=True, tag="thread.marks"):
    """Ask which of these messages begin chains I take part in, and how much of them I have seen."""

    messages: Annotated[list[Id], Meta(max_length=500)]


class ReadThread(Request, frozen=True, tag="thread.read"):
    """Say how many replies of a chain I have seen; from then on I take part in it."""

    message: Id
    seen: Annotated[int, Meta(ge=0, le=2**31)]


async def open_thread(socket: EventConsumer, request: OpenThread) -> ThreadOpened:
    return await in_database(threads.open_thread, socket.user, request.message, request.before)


async def read_marks(socket: EventConsumer, request: ReadMarks) -> ThreadMarks:
    return await in_database(threads.marks, socket.user, request.messages)


async def read_thread(socket: EventConsumer, request: ReadThread) -> None:
    await in_database(actions.read_thread, socket.user, request.message, request.seen)


HANDLERS: dict[type[Request], Handler] = {
    OpenThread: open_thread,
    ReadMarks: read_marks,
    ReadThread: read_thread,
}
