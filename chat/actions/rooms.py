"""What people do with rooms. The actor comes first; permission is in the finding."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.events import MembersChanged, RoomAdded, RoomChanged, RoomClosed
from chat.finding import membership_of, owned_room
from chat.listing import name_for
from chat.models import Membership, Room
from chat.shapes import RoomFacts, RoomView
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit

FIRST_ROOM = "Lobby"


@transaction.atomic
def ensure_first_room() -> None:
    """Make the room everybody is welcomed in, where there is no room at all."""
    if not Room.objects.exists():
        Room.objects.create(name=FIRST_ROOM, welcomes_everyone=True)


@transaction.atomic
def welcome(newcomer: User) -> None:
    """Make a new person a member of the rooms that welcome everyone."""
    for room in Room.objects.filter(welcomes_everyone=True).order_by("pk"):
        _admit(room, newcomer)


@transaction.atomic
def create_room(actor: User, *, name: str, topic: str = "", kind: str = Room.Kind.PUBLIC) -> Room:
    """Open a room and own it. Raises ValidationError."""
    if kind == Room.Kind.DIRECT:
        raise ValidationError(_("A direct conversation begins with a person."))
    room = Room(name=name, topic=topic, kind=kind)
    room.full_clean()
    room.save()
    _admit(room, actor, Membership.Role.OWNER)
    return room


@transaction.atomic
def open_direct(actor: User, user_id: int) -> Room:
    """Return the conversation of two people, begun at the first call. Raises User.DoesNotExist."""
    other = User.objects.present_in_list().get(pk=user_id)
    key = "-".join(str(pk) for pk in sorted({actor.pk, other.pk}))
    room, _made = Room.objects.get_or_create(direct_key=key, defaults={"kind": Room.Kind.DIRECT})
    # Both first: the room is called by the one for the other.
    admitted = [room.admit(person, Membership.Role.MEMBER) for person in {actor, other}]
    for membership, is_new in admitted:
        if is_new:
            _tell_admitted(membership)
    return room


@transaction.atomic
def join_room(actor: User, room_id: int) -> Room:
    """Become a member of a public room. Raises Room.DoesNotExist."""
    room = Room.objects.seen_by(actor).get(pk=room_id)
    _admit(room, actor)
    return room


@transaction.atomic
def invite(actor: User, room_id: int, username: str) -> Membership:
    """Make somebody a member of a room one is in. Raises DoesNotExist, PermissionDenied."""
    room = membership_of(actor, room_id).room
    if room.is_direct:
        raise PermissionDenied(_("A direct conversation stays between its two people."))
    guest = User.objects.present_in_list().named(username.strip().removeprefix("@")).get()
    return _admit(room, guest)


@transaction.atomic
def change_room(actor: User, room_id: int, *, name: str, topic: str) -> Room:
    """Rename a room one owns, or change its topic. Raises as owned_room does; ValidationError."""
    room = Room.objects.locked().get(pk=owned_room(actor, room_id).pk)
    room.name, room.topic = name, topic
    room.full_clean()
    room.save(update_fields=["name", "topic"])
    event = RoomChanged(room=RoomFacts.of(room))
    # A member's socket follows one of the two, so each hears it once.
    publish_on_commit(topics.room(room.pk), event)
    publish_on_commit(topics.members(room.pk), event)
    return room


@transaction.atomic
def leave_room(actor: User, room_id: int) -> None:
    """Stop being a member. Raises Room.DoesNotExist, PermissionDenied."""
    membership = membership_of(actor, room_id)
    if membership.room.is_direct:
        raise PermissionDenied(_("A direct conversation cannot be left."))
    _part(membership, "left")
    membership.room.keep_owned()


@transaction.atomic
def remove_member(actor: User, room_id: int, user_id: int) -> None:
    """Take somebody out of a room one owns. Raises DoesNotExist, PermissionDenied."""
    room = owned_room(actor, room_id)
    _part(room.memberships.get(user=user_id), "removed")
    room.keep_owned()


def _admit(room: Room, user: User, role: str = Membership.Role.MEMBER) -> Membership:
    membership, is_new = room.admit(user, role)
    if is_new:
        _tell_admitted(membership)
    return membership


def _tell_admitted(membership: Membership) -> None:
    room, user = membership.room, membership.user
    added = RoomAdded(room=RoomView.of_member(membership, name_for(user, room)))
    publish_on_commit(topics.user(user.pk), added, follow=(topics.members(room.pk),))
    publish_on_commit(topics.MEMBERSHIPS, MembersChanged(room=room.pk))


def _part(membership: Membership, reason: str) -> None:
    room, user = membership.room_id, membership.user_id
    membership.delete()
    closed = RoomClosed(room=room, reason=reason)  # type: ignore[arg-type]
    unfollow = (topics.room(room), topics.members(room))
    publish_on_commit(topics.user(user), closed, unfollow=unfollow)
    publish_on_commit(topics.MEMBERSHIPS, MembersChanged(room=room))
