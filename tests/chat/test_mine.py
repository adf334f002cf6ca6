"""What a room is to one person alone: a favourite, muted."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from chat import actions
from chat.listing import rooms_of
from chat.models import Room
from tests.rooms import say

pytestmark = pytest.mark.django_db


def favourites(user: User) -> list[str]:
    return [room.name for room in rooms_of(user) if room.section == "favourites"]


@pytest.fixture
def starred(ann: User, bob: User) -> list[Room]:
    """Three favourites of ann's, which bob has joined."""
    rooms = [actions.create_room(ann, name=name) for name in ("Tea", "Cake", "Jam")]
    for room in rooms:
        actions.set_favourite(ann, room.pk, is_favourite=True)
        actions.join_room(bob, room.pk)
    return rooms


def test_favourites_stand_on_top_as_they_came(starred: list[Room], ann: User, bob: User) -> None:
    actions.create_room(ann, name="All else")
    assert [room.name for room in rooms_of(ann)] == ["Tea", "Cake", "Jam", "All else"]
    assert favourites(bob) == []


def test_favourites_are_put_into_ones_own_order(starred: list[Room], ann: User) -> None:
    tea, cake, jam = starred
    actions.move_favourite(ann, jam.pk, -1)
    assert favourites(ann) == ["Tea", "Jam", "Cake"]
    actions.move_favourite(ann, tea.pk, 1)
    assert favourites(ann) == ["Jam", "Tea", "Cake"]
    for room, by in ((jam, -1), (cake, 1)):
        actions.move_favourite(ann, room.pk, by)
    assert favourites(ann) == ["Jam", "Tea", "Cake"]
    actions.set_favourite(ann, tea.pk, is_favourite=False)
    actions.move_favourite(ann, tea.pk, 1)
    actions.move_favourite(ann, cake.pk, -1)
    assert favourites(ann) == ["Cake", "Jam"]


def test_two_that_got_one_place_are_parted(starred: list[Room], ann: User) -> None:
    ann.memberships.update(favourite=1)
    actions.move_favourite(ann, starred[2].pk, -1)
    assert favourites(ann) == ["Tea", "Jam", "Cake"]


def test_a_muted_room_counts_nothing(lobby: Room, ann: User, bob: User) -> None:
    actions.set_muted(bob, lobby.pk, is_muted=True)
    say(ann, lobby, "1", "2")
    assert [(room.muted, room.unread) for room in rooms_of(bob)] == [(True, 0)]
    actions.set_muted(bob, lobby.pk, is_muted=False)
    assert [room.unread for room in rooms_of(bob)] == [2]


def test_only_ones_own_rooms_are_starred_or_muted(lobby: Room, den: Room, carol: User) -> None:
    for change in (
        lambda room: actions.set_favourite(carol, room.pk, is_favourite=True),
        lambda room: actions.move_favourite(carol, room.pk, 1),
        lambda room: actions.set_muted(carol, room.pk, is_muted=True),
    ):
        with pytest.raises(PermissionDenied):
            change(lobby)
        with pytest.raises(Room.DoesNotExist):
            change(den)
