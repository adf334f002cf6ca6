"""Rooms, memberships and messages."""

from chat.models.messages import TEXT_LENGTH, Message, MessageQuerySet, Revision
from chat.models.rooms import Membership, Room
from chat.models.threads import ThreadRead

__all__ = [
    "TEXT_LENGTH",
    "Membership",
    "Message",
    "MessageQuerySet",
    "Revision",
    "Room",
    "ThreadRead",
]
