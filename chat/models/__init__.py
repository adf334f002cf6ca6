"""Rooms, memberships, links into rooms, and messages."""

from chat.models.bookmarks import Bookmark
from chat.models.invitations import RoomInvitation
from chat.models.memberships import Membership
from chat.models.messages import TEXT_LENGTH, Message, MessageQuerySet, Revision
from chat.models.rooms import Room
from chat.models.threads import ThreadRead

__all__ = [
    "TEXT_LENGTH",
    "Bookmark",
    "Membership",
    "Message",
    "MessageQuerySet",
    "Revision",
    "Room",
    "RoomInvitation",
    "ThreadRead",
]
