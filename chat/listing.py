"""The list of one's rooms, each named as its owner knows it."""

from collections.abc import Iterable

from accounts.models import User
from chat.models import Membership, Room
from chat.shapes import RoomView


def rooms_of(user: User) -> list[RoomView]:
    """Return the user's rooms by name, conversations after rooms. Two queries at most."""
    memberships = list(user.memberships.select_related("room"))
    names = _names_of_direct_rooms(user, (m.room for m in memberships if m.room.is_direct))
    views = [RoomView.of_member(m, names.get(m.room_id, m.room.name)) for m in memberships]
    return sorted(views, key=lambda room: (room.kind == "direct", room.name.casefold(), room.id))


def name_for(user: User, room: Room) -> str:
    """Return what a room is called in the user's list."""
    return _names_of_direct_rooms(user, [room])[room.pk] if room.is_direct else room.name


def _names_of_direct_rooms(user: User, rooms: Iterable[Room]) -> dict[int, str]:
    """A conversation is called by the other one's name; with oneself, by one's own."""
    names = {room.pk: user.shown_name for room in rooms}
    others = Membership.objects.filter(room__in=names).exclude(user=user).select_related("user")
    if names:
        names.update({membership.room_id: membership.user.shown_name for membership in others})
    return names
