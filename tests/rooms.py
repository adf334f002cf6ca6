"""Rooms for tests: the lobby of ann and bob, and a private one of ann's."""

import re
from uuid import uuid4

import pytest

from accounts.models import User
from chat import actions
from chat.models import Message, Room


@pytest.fixture
def lobby(ann: User, bob: User) -> Room:
    """A public room of ann's that bob has joined."""
    room = actions.create_room(ann, name="Lobby")
    actions.join_room(bob, room.pk)
    return room


@pytest.fixture
def den(ann: User) -> Room:
    """A private room of ann's alone."""
    return actions.create_room(ann, name="Den", kind=Room.Kind.PRIVATE)


def names(page: str, room: Room) -> bool:
    """Whether a page names a room in a word of its own: a random token may spell "Den", too."""
    return re.search(rf"\b{re.escape(room.name)}\b", page) is not None


def say(author: User, room: Room, *texts: str, reply_to: Message | None = None) -> list[Message]:
    answered = reply_to.pk if reply_to else None
    posted = [actions.post_message(author, room.pk, uuid4(), text, answered).id for text in texts]
    return [Message.objects.get(pk=pk) for pk in posted]
