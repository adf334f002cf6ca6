"""How several sockets' rooms are read together."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from chat import actions
from chat.answers import RoomOpened
from chat.models import Room
from chat.opening import Opening, open_room, open_rooms
from chat.shapes import RoomFacts
from tests.rooms import say

pytestmark = pytest.mark.django_db


def test_many_who_missed_the_same_are_two_queries(
    lobby: Room,
    ann: User,
    bob: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    say(ann, lobby, "one", "two")
    actions.mark_read(bob, lobby.pk, 1)
    wishes = [Opening(user, lobby.pk, 1) for user in (ann, bob)]
    with django_assert_num_queries(2):
        opened = open_rooms(wishes * 20)
    assert opened == [open_room(*wish) for wish in wishes] * 20


def test_those_who_missed_nothing_are_one_query(
    lobby: Room,
    den: Room,
    ann: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    say(ann, lobby, "one")
    with django_assert_num_queries(1):
        outcomes = open_rooms([Opening(ann, lobby.pk, 1), Opening(ann, den.pk, 0)])
    for outcome in outcomes:
        assert isinstance(outcome, RoomOpened)
        assert (outcome.messages, outcome.complete) == ([], True)


def test_each_gets_their_own_room_mark_and_version(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    say(ann, lobby, "one", "two", "three")
    say(ann, den, "secret")
    wishes = [
        Opening(ann, den.pk, None),
        Opening(bob, lobby.pk, 2),
        Opening(ann, lobby.pk, None),
        Opening(bob, lobby.pk, 99),
    ]
    opened = [outcome for outcome in open_rooms(wishes) if isinstance(outcome, RoomOpened)]
    assert [[message.text for message in outcome.messages] for outcome in opened] == [
        ["secret"],
        ["three"],
        ["one", "two", "three"],
        ["one", "two", "three"],
    ]
    assert [(o.room, o.read, o.complete) for o in opened] == [
        (den.pk, 1, True),
        (lobby.pk, 0, True),
        (lobby.pk, 3, True),
        (lobby.pk, 0, False),
    ]


def test_it_tells_what_else_may_have_changed(lobby: Room, ann: User, bob: User) -> None:
    actions.change_room(ann, lobby.pk, topic="Lunch", description="Who eats where")
    actions.set_role(ann, lobby.pk, bob.pk, "owner")
    actions.archive_room(ann, lobby.pk)
    opened = open_room(bob, lobby.pk, lobby.version)
    assert (opened.role, opened.facts) == ("owner", RoomFacts.of(Room.objects.get(pk=lobby.pk)))
    assert (opened.facts.topic, opened.facts.archived) == ("Lunch", True)


def test_who_may_not_see_a_room_is_refused_alone(
    lobby: Room, den: Room, ann: User, bob: User, carol: User
) -> None:
    wishes = [
        Opening(carol, lobby.pk, None),
        Opening(bob, den.pk, None),
        Opening(ann, den.pk, None),
        Opening(ann, 10**9, None),
    ]
    assert [type(outcome) for outcome in open_rooms(wishes)] == [
        PermissionDenied,
        Room.DoesNotExist,
        RoomOpened,
        Room.DoesNotExist,
    ]
