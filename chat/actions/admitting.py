"""Becoming a member of a room and ceasing to be one, told to whom it concerns."""

from typing import Literal

from accounts.models import User
from chat.events import MembersChanged, RoomAdded, RoomClosed
from chat.listing import name_for
from chat.models import Membership, Room
from chat.shapes import RoomView
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit


def admit(room: Room, user: User, role: str = Membership.Role.MEMBER) -> Membership:
    """Make somebody a member. Raises PermissionDenied, ValidationError."""
    room.require_open()
    membership, is_new = room.admit(user, role)
    if is_new:
        tell_admitted(membership)
    return membership


def tell_admitted(membership: Membership) -> None:
    room, user = membership.room, membership.user
    added = RoomAdded(room=RoomView.of_member(membership, name_for(user, room)))
    publish_on_commit(topics.user(user.pk), added, follow=(topics.members(room.pk),))
    publish_on_commit(topics.MEMBERSHIPS, MembersChanged(room=room.pk))


def part(membership: Membership, reason: Literal["left", "removed"]) -> None:
    room, user = membership.room_id, membership.user_id
    membership.delete()
    closed = RoomClosed(room=room, reason=reason)
    unfollow = (topics.room(room), topics.members(room))
    publish_on_commit(topics.user(user), closed, unfollow=unfollow)
    publish_on_commit(topics.MEMBERSHIPS, MembersChanged(room=room))
