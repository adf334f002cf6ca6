"""The list of one's rooms."""

from typing import Any

import pytest

from accounts.models import User
from chat import actions
from chat.listing import rooms_of
from chat.models import Room
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
