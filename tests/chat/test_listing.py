"""The list of one's rooms."""

from typing import Any

import pytest
from django.test import Client

from accounts import actions as accounts
from accounts.models import User
from accounts.sessions import LOGIN
from chat import actions
from chat.listing import SocketLogin, rooms_of, rooms_of_sessions
from chat.models import Room
from chat.rows import room_row
from tests.people import signed_in
from tests.rooms import say

pytestmark = pytest.mark.django_db


def test_rooms_stand_by_name_and_conversations_after_them(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    actions.open_direct(ann, bob.pk)
    actions.open_direct(ann, ann.pk)
    assert [(room.name, room.kind) for room in rooms_of(ann)] == [
        ("Den", "private"),
        ("Lobby", "public"),
        ("ann", "direct"),
        ("bob", "direct"),
    ]


def test_a_conversation_of_several_is_told_from_one_of_two(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    actions.open_direct(ann, bob.pk)
    actions.open_conversation(ann, [bob.pk, carol.pk])
    rooms = {room.name: room for room in rooms_of(ann)}
    signs = [(name, room.sign) for name, room in rooms.items()]
    assert signs == [("Lobby", "public"), ("bob", "direct"), ("bob, carol", "group")]
    assert rooms["bob, carol"].people == (ann.pk, bob.pk, carol.pk)
    assert 'data-kind="group"' in room_row(rooms["bob, carol"], None)


def test_unread_is_what_came_after_the_mark(lobby: Room, ann: User, bob: User) -> None:
    say(ann, lobby, "1", "2", "3")
    actions.mark_read(bob, lobby.pk, 1)
    assert [room.unread for room in rooms_of(bob)] == [2]
    assert [room.unread for room in rooms_of(ann)] == [0]


def test_a_long_list_costs_two_queries(
    ann: User, bob: User, carol: User, django_assert_num_queries: Any
) -> None:
    for name in "abcdefgh":
        actions.create_room(ann, name=name)
    for other in (bob, carol):
        actions.open_direct(ann, other.pk)
    with django_assert_num_queries(2):
        assert len(rooms_of(ann)) == 10


@pytest.fixture
def sockets(ann: User, bob: User, carol: User) -> list[SocketLogin]:
    """Somebody's log-in each, as their sockets carry it."""
    clients = [signed_in(Client(), user) for user in (ann, bob, carol)]
    return [SocketLogin(c.session.session_key or "", c.session[LOGIN]) for c in clients]


def test_sockets_are_told_what_pages_show_in_one_query(
    lobby: Room,
    den: Room,
    ann: User,
    bob: User,
    sockets: list[SocketLogin],
    django_assert_num_queries: Any,
) -> None:
    actions.open_direct(ann, bob.pk)
    actions.open_direct(ann, ann.pk)
    others = [User.objects.create_user(f"person{n}").pk for n in range(4)]
    actions.open_conversation(bob, [ann.pk, *others])
    actions.set_favourite(ann, lobby.pk, is_favourite=True)
    actions.set_muted(bob, lobby.pk, is_muted=True)
    actions.archive_room(ann, den.pk)
    say(bob, lobby, "1", "2", "3")
    accounts.rename(ann, "Ann A.")
    with django_assert_num_queries(1):
        told = rooms_of_sessions([*sockets, sockets[0]])
    ann.refresh_from_db()
    assert told == [rooms_of(ann), rooms_of(bob), [], rooms_of(ann)]
    assert [room.name for room in rooms_of(bob)] == [
        "Lobby",
        "Ann A.",
        "Ann A., person0, person1 +2",
    ]


def test_a_socket_whose_log_in_has_ended_meanwhile_is_told_so(
    lobby: Room, sockets: list[SocketLogin]
) -> None:
    ann_s, bob_s, carol_s = sockets
    accounts.end_login(ann_s.login)
    another = SocketLogin(bob_s.session, carol_s.login)
    assert rooms_of_sessions([ann_s, another, carol_s]) == [None, None, []]
