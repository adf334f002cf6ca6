"""What people do with rooms. The actor comes first; permission is in the finding."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.actions.admitting import admit, part
from chat.events import RoomChanged
from chat.finding import membership_of, owned_room
from chat.models import Membership, Room
from chat.shapes import RoomFacts
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
    for room in Room.objects.filter(welcomes_everyone=True, archived_at=None).order_by("pk"):
        admit(room, newcomer)


@transaction.atomic
def create_room(
    actor: User,
    *,
    name: str,
    topic: str = "",
    description: str = "",
    kind: str = Room.Kind.PUBLIC,
) -> Room:
    """Open a room and own it. Raises ValidationError."""
    if kind == Room.Kind.DIRECT:
        raise ValidationError(_("A direct conversation begins with a person."))
    room = Room(name=name, topic=topic, description=description, kind=kind, created_by=actor)
    room.full_clean()
    room.save()
    admit(room, actor, Membership.Role.OWNER)
    return room


@transaction.atomic
def join_room(actor: User, room_id: int) -> Room:
    """Become a member of a public room. Raises Room.DoesNotExist, PermissionDenied."""
    room = Room.objects.seen_by(actor).get(pk=room_id)
    admit(room, actor)
    return room


@transaction.atomic
def change_room(
    actor: User,
    room_id: int,
    *,
    name: str | None = None,
    topic: str | None = None,
    description: str | None = None,
) -> Room:
    """Change what is given of a room one owns. Raises as owned_room does; ValidationError."""
    room = _locked(actor, room_id)
    room.require_open()
    given = {"name": name, "topic": topic, "description": description}
    changed = {field: value for field, value in given.items() if value is not None}
    for field, value in changed.items():
        setattr(room, field, value)
    room.full_clean()
    room.save(update_fields=changed)
    _tell_changed(room)
    return room


@transaction.atomic
def archive_room(actor: User, room_id: int) -> Room:
    """Let nothing be added to a room one owns, from now on. Raises as owned_room does."""
    return _set_archived(_locked(actor, room_id), is_archived=True)


@transaction.atomic
def restore_room(actor: User, room_id: int) -> Room:
    """Open an archived room again. Raises as owned_room does."""
    return _set_archived(_locked(actor, room_id), is_archived=False)


@transaction.atomic
def leave_room(actor: User, room_id: int) -> None:
    """Stop being a member. Raises Room.DoesNotExist, PermissionDenied."""
    membership = membership_of(actor, room_id)
    if membership.room.is_direct:
        raise PermissionDenied(_("A direct conversation cannot be left."))
    Room.objects.locked().get(pk=room_id)
    part(membership, "left")
    membership.room.keep_owned()


def _locked(actor: User, room_id: int) -> Room:
    """Return a room one owns, as it is under its lock. Raises as owned_room does."""
    return Room.objects.locked().get(pk=owned_room(actor, room_id).pk)


def _set_archived(room: Room, *, is_archived: bool) -> Room:
    if room.is_archived != is_archived:
        room.archived_at = timezone.now() if is_archived else None
        room.save(update_fields=["archived_at"])
        _tell_changed(room)
    return room


def _tell_changed(room: Room) -> None:
    event = RoomChanged(room=RoomFacts.of(room))
    # A member's socket follows one of the two, so each hears it once.
    publish_on_commit(topics.room(room.pk), event)
    publish_on_commit(topics.members(room.pk), event)
