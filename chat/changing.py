"""Changing a message for a socket: the action, and what it answers, in one hop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from accounts.models import User
from chat.answers import MessageSaved
from chat.models import Message
from chat.shapes import MessageView
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.workers import in_database

P = ParamSpec("P")


async def changed(
    socket: EventConsumer,
    action: Callable[Concatenate[User, int, P], Message],
    message: int,
    *args: P.args,
    **kwargs: P.kwargs,
) -> MessageSaved:
    """Return the message as the action left it. Raises as the action does."""

    def change() -> MessageSaved:
        return MessageSaved(message=MessageView.of(action(socket.user, message, *args, **kwargs)))

    return await in_database(change)
