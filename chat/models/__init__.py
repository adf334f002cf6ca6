"""Rooms, memberships and messages."""

from chat.models.bookmarks import Bookmark
from chat.models.messages import TEXT_LENGTH, Message, MessageQuerySet, Revision
from chat.models.rooms import Membership, Room

__all__ = [
    "TEXT_LENGTH",
    "Bookmark",
    "Membership",
    "Message",
    "MessageQuerySet",
    "Revision",
    "Room",
]
