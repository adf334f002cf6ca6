"""Find a room through the person who asks.

What one may not know of is not found; what one sees but may not do is forbidden.
"""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.listing import memberships_of
from chat.models import Membership, Room


def membership_of(user: User, room_id: int) -> Membership:
    """Return a membership with its room. Raises Room.DoesNotExist, PermissionDenied."""
    membership = user.memberships.select_related("room").filter(room=room_id).first()
    if membership is None:
        Room.objects.seen_by(user).get(pk=room_id)
        raise PermissionDenied(_("Join the room first."))
    return membership


class Found(NamedTuple):
    """A room somebody may know of; all they are in was read along, for their list."""

    room: Room
    membership: Membership | None
    memberships: list[Membership]


def found_room(user: User, room_id: int) -> Found:
    """Return what ``seen_room`` does, and all the user's memberships: still in one query, mostly.

    Raises Room.DoesNotExist.
    """
    memberships = memberships_of(user)
    membership = next((each for each in memberships if each.room_id == room_id), None)
    room = membership.room if membership else Room.objects.seen_by(user).get(pk=room_id)
    return Found(room, membership, memberships)


def seen_room(user: User, room_id: int) -> tuple[Room, Membership | None]:
    """Return a room the user may know of, with their membership: in one query, mostly.

    Raises Room.DoesNotExist.
    """
    membership = user.memberships.select_related("room").filter(room=room_id).first()
    if membership is not None:
        return membership.room, membership
    return Room.objects.seen_by(user).get(pk=room_id), None


def owned_room(user: User, room_id: int) -> Room:
    """Return a room one owns. Raises Room.DoesNotExist, PermissionDenied."""
    membership = membership_of(user, room_id)
    if not membership.is_owner:
        raise PermissionDenied(_("Only an owner of the room may do that."))
    return membership.room


def rooms_of_both(one: User, other: User) -> QuerySet[Room]:
    """Return the rooms two people share, by name; their conversations are left out."""
    rooms = Room.objects.of(one).filter(pk__in=other.memberships.values("room"))
    return rooms.exclude(kind=Room.Kind.DIRECT).order_by("name", "pk")
