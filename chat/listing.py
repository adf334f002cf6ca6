"""The list of one's rooms, each named as they know it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from msgspec import UNSET

from accounts.models import User
from accounts.naming import fold
from chat.models import Membership, Room
from chat.models.rooms import people_in
from chat.shapes import RoomView

OF_SESSIONS = """
    SELECT session.session_key, session.login_id, person.name, person.username, other.name,
           other.username, room.id, room.name, room.kind, room.head, room.version,
           room.archived_at, room.direct_key, membership.read, membership.role,
           membership.favourite, membership.muted
    FROM accounts_session AS session
    JOIN accounts_loggedinuser AS login ON login.key = session.login_id
    JOIN accounts_user AS person ON person.id = login.user_id
    LEFT JOIN chat_membership AS membership ON membership.user_id = person.id
    LEFT JOIN chat_room AS room ON room.id = membership.room_id
    LEFT JOIN chat_membership AS side
        ON side.room_id = CASE room.kind WHEN 'direct' THEN room.id END
        AND side.user_id <> person.id
    LEFT JOIN accounts_user AS other ON other.id = side.user_id
    WHERE session.session_key IN ({keys})
"""
NAMED = 3  # people in a conversation's name; the rest are counted


class SocketLogin(NamedTuple):
    """What a socket came with, and the log-in that this was found to carry."""

    session: str
    login: str


def rooms_of_sessions(asked: Sequence[SocketLogin]) -> list[list[RoomView] | None]:
    """Return what ``rooms_of`` does for each socket, None where its log-in has ended meanwhile.

    One query, written by hand, however many sockets ask: 40 µs alone, 4 each where 64 ask, and 470
    through models. It looks at the log-in too: a socket that follows the topics of its log-in and
    then asks this cannot miss that log-in's end.

    Who else is in a room is joined by a key that only conversations have: asked for beside it, it
    was decided member by member, and connecting cost twice as much where the room had 500.
    """
    found: dict[SocketLogin, dict[int, _Found]] = {}
    for session, login, *row in _rows_of_sessions({each.session for each in asked}):
        rooms = found.setdefault(SocketLogin(session, login), {})
        _take(rooms, *row)
    return [_listed(found[each].values()) if each in found else None for each in asked]


class _Found(NamedTuple):
    """What rows told of a room: its facts, and what the others in it are called."""

    facts: Sequence[Any]
    own_name: str
    others: list[str]

    def view(self) -> RoomView:
        id_, name, kind, head, version, archived_at, key, *mine = self.facts
        read, role, favourite, muted = mine
        return RoomView(
            id=id_,
            name=name_of_people(self.others, self.own_name) if kind == "direct" else name,
            kind=kind,
            position=head,
            version=version,
            read=read,
            role=role,
            favourite=favourite,
            muted=bool(muted),
            archived=archived_at is not None,
            people=people_in(key) or UNSET,
        )


def _take(
    rooms: dict[int, _Found],
    own_name: str,
    own_username: str,
    name: str | None,
    username: str | None,
    *facts: Any,
) -> None:
    """Take one row: a room, and one other who is in it where it is a conversation."""
    if facts[0] is None:
        return
    room = rooms.setdefault(facts[0], _Found(facts, own_name or own_username, []))
    if username is not None:
        room.others.append(name or username)


def _listed(found: Iterable[_Found]) -> list[RoomView]:
    return _in_order(room.view() for room in found)


def _rows_of_sessions(keys: Iterable[str]) -> list[tuple[Any, ...]]:
    wanted = list(keys)
    with connection.cursor() as cursor:
        cursor.execute(OF_SESSIONS.format(keys=", ".join(["%s"] * len(wanted))), wanted)
        return cursor.fetchall()


def rooms_of(user: User) -> list[RoomView]:
    """Return the user's rooms as they stand in the list. Two queries at most."""
    return rooms_among(user, memberships_of(user))


def memberships_of(user: User) -> list[Membership]:
    """Return what the user is a member of, with the rooms."""
    return list(user.memberships.select_related("room"))


def rooms_among(user: User, memberships: Iterable[Membership]) -> list[RoomView]:
    """Return what ``rooms_of`` does of memberships that were read. One query at most."""
    names = _names_of_direct_rooms(user, (m.room for m in memberships if m.room.is_direct))
    views = [RoomView.of_member(m, names.get(m.room_id, m.room.name)) for m in memberships]
    return _in_order(views)


def _in_order(rooms: Iterable[RoomView]) -> list[RoomView]:
    """Favourites in their own order; then rooms by name, and conversations; archived ones last."""
    return sorted(rooms, key=_place)


def _place(room: RoomView) -> tuple[Any, ...]:
    section = ("favourites", "rooms", "direct", "archived").index(room.section)
    own_place = (room.favourite or 0) if room.section == "favourites" else 0
    return section, own_place, room.name.casefold(), room.id


def is_named(name: str, query: str) -> bool:
    """Say whether a room's name has each word of a query, in any case or accent."""
    folded = fold(name)
    return all(word in folded for word in fold(query).split())


def name_for(user: User, room: Room) -> str:
    """Return what a room is called in the user's list."""
    return _names_of_direct_rooms(user, [room])[room.pk] if room.is_direct else room.name


def names_for(user: User, rooms: Iterable[Room]) -> dict[int, str]:
    """Return what several rooms are called in the user's list. One query at most."""
    found = list(rooms)
    direct = _names_of_direct_rooms(user, [room for room in found if room.is_direct])
    return {room.pk: direct.get(room.pk, room.name) for room in found}


def name_of_people(others: Iterable[str], own: str) -> str:
    """Name a conversation by the others in it; one with oneself by oneself.

    It says the same in every language: sockets of several share the query that it is made from.
    """
    names = sorted(others, key=str.casefold) or [own]
    left = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" +{left}" if left > 0 else "")


def _names_of_direct_rooms(user: User, rooms: Iterable[Room]) -> dict[int, str]:
    people: dict[int, list[str]] = {room.pk: [] for room in rooms}
    others = Membership.objects.filter(room__in=people).exclude(user=user).select_related("user")
    for membership in others if people else ():
        people[membership.room_id].append(membership.user.shown_name)
    return {room: name_of_people(names, user.shown_name) for room, names in people.items()}
