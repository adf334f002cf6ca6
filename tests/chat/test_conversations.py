"""Conversations of two and of more: found again, never begun twice, named by their people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts import actions as accounts
from accounts.models import User
from chat import actions
from chat.listing import name_for, rooms_of
from chat.models import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(ann: User, bob: User, carol: User) -> list[User]:
    return [ann, bob, carol]


def others(number: int) -> list[int]:
    return [User.objects.create_user(f"person{n}").pk for n in range(number)]


def test_the_same_people_find_the_same_conversation(people: list[User]) -> None:
    found = {
        actions.open_conversation(first, [each.pk for each in rest]).pk
        for first, *rest in permutations(people)
    }
    assert len(found) == 1
    room = Room.objects.get()
    assert set(room.members.all()) == set(people)
    assert actions.open_direct(people[0], people[1].pk) != room


def test_naming_oneself_or_somebody_twice_changes_nothing(people: list[User]) -> None:
    ann, bob, carol = (each.pk for each in people)
    room = actions.open_conversation(people[0], [bob, carol])
    assert actions.open_conversation(people[0], [carol, bob, bob, ann]) == room


def test_it_is_called_by_the_others(people: list[User]) -> None:
    ann, bob, carol = people
    room = actions.open_conversation(ann, [bob.pk, carol.pk])
    assert [name_for(each, room) for each in people] == ["bob, carol", "ann, carol", "ann, bob"]
    many = actions.open_conversation(ann, [bob.pk, carol.pk, *others(3)])
    assert name_for(ann, many) == "bob, carol, person0 +2"
    assert [room.name for room in rooms_of(carol)] == ["ann, bob", "ann, bob, person0 +2"]


def test_it_has_at_most_eight_others(ann: User) -> None:
    eight = others(8)
    assert actions.open_conversation(ann, eight).members.count() == 9
    one_more = User.objects.create_user("oneMore").pk
    with pytest.raises(ValidationError, match="at most 8"):
        actions.open_conversation(ann, [*eight, one_more])


def test_it_begins_with_people_who_are_here(people: list[User], staff: User) -> None:
    ann, bob, carol = people
    before = actions.open_conversation(ann, [bob.pk, carol.pk])
    accounts.deactivate(staff, carol.pk)
    for gone in ([bob.pk, carol.pk], [carol.pk], [999_999], []):
        with pytest.raises(User.DoesNotExist):
            actions.open_conversation(ann, gone)
    # What was said with somebody who is gone stays, under their name.
    assert [room.name for room in rooms_of(ann)] == ["bob, carol"]
    assert rooms_of(ann)[0].id == before.pk


def test_nobody_comes_to_it_later(people: list[User], staff: User) -> None:
    room = actions.open_conversation(people[0], [each.pk for each in people[1:]])
    with pytest.raises(PermissionDenied):
        actions.invite(people[0], room.pk, staff.username)
    with pytest.raises(Room.DoesNotExist):
        actions.join_room(staff, room.pk)
    with pytest.raises(PermissionDenied):
        actions.leave_room(people[1], room.pk)
    with pytest.raises(PermissionDenied):
        actions.archive_room(people[0], room.pk)


def begin_at_once(people: list[User]) -> set[int]:
    """Let everybody begin the same conversation, more than once, at the same time."""

    def begin(number: int) -> int:
        first = people[number % len(people)]
        try:
            return actions.open_conversation(first, [each.pk for each in people]).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        return set(hands.map(begin, range(16)))


@pytest.mark.django_db(transaction=True)
def test_eight_who_begin_it_at_once_are_in_one(people: list[User]) -> None:
    assert len(begin_at_once(people)) == 1
    assert Room.objects.get().members.count() == 3
