"""Who is in a room, and as what."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.actions.admitting import admit, part
from chat.events import RoomMine
from chat.finding import membership_of, owned_room
from chat.models import Membership, Room
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit


@transaction.atomic
def invite(actor: User, room_id: int, username: str) -> Membership:
    """Make somebody a member of a room one is in. Raises DoesNotExist, PermissionDenied."""
    room = membership_of(actor, room_id).room
    if room.is_direct:
        raise PermissionDenied(_("A direct conversation stays between those it began with."))
    guest = User.objects.present_in_list().named(username.strip().removeprefix("@")).get()
    return admit(room, guest)


@transaction.atomic
def remove_member(actor: User, room_id: int, user_id: int) -> None:
    """Take somebody out of a room one owns. Raises DoesNotExist, PermissionDenied."""
    room = Room.objects.locked().get(pk=owned_room(actor, room_id).pk)
    part(room.memberships.get(user=user_id), "removed")
    room.keep_owned()


@transaction.atomic
def set_role(actor: User, room_id: int, user_id: int, role: str) -> Membership:
    """Make a member an owner, or an owner a member, in a room one owns.

    Raises DoesNotExist, PermissionDenied; ValidationError where nobody would own it.
    """
    # Locked first: two who unmake each other at the same time would leave nobody.
    Room.objects.locked().get(pk=owned_room(actor, room_id).pk)
    room = owned_room(actor, room_id)
    membership = room.memberships.select_related("user").get(user=user_id)
    if membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
        _require_owner(room)
        publish_on_commit(topics.user(user_id), RoomMine.of(membership))
    return membership


def _require_owner(room: Room) -> None:
    if not room.memberships.filter(role=Membership.Role.OWNER).exists():
        raise ValidationError(_("A room needs an owner: make somebody else one first."))
