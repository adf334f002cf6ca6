"""Whom the beginning of a name may mean. Nobody is online here: see tests/site/test_writing.py."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone

from accounts.models import User
from chat import actions, completing
from chat.markup.mentions import room_key
from chat.models import Room
from tests.people import make_person

pytestmark = pytest.mark.django_db


def named(actor: User, room: Room, query: str) -> list[str]:
    return [candidate.username for candidate in completing.people(actor, room.pk, query)]


def test_members_come_before_others_and_oneself_not_at_all(
    ann: User, bob: User, carol: User, lobby: Room
) -> None:
    abe = make_person("abe")
    assert named(ann, lobby, "") == ["bob", "abe", "carol"]
    actions.join_room(carol, lobby.pk)
    assert named(ann, lobby, "") == ["bob", "carol", "abe"]
    assert [one.is_member for one in completing.people(abe_in(abe, lobby), lobby.pk, "")] == [
        True
    ] * 3


def abe_in(abe: User, room: Room) -> User:
    actions.join_room(abe, room.pk)
    return abe


def test_the_beginning_of_any_name_is_enough_in_any_case_and_accent(ann: User, lobby: Room) -> None:
    make_person("zoe", name="Zoë Müller")
    make_person("susann")
    make_person("xiaoming", name="王小明")
    assert named(ann, lobby, "ZOE") == named(ann, lobby, "mul") == ["zoe"]
    assert named(ann, lobby, "小明") == ["xiaoming"]
    assert named(ann, lobby, "sann") == []
    assert named(ann, lobby, "%") == named(ann, lobby, "_") == []


def test_at_most_eight_are_offered(ann: User, lobby: Room) -> None:
    for number in range(12):
        actions.join_room(make_person(f"p{number}"), lobby.pk)
    assert len(named(ann, lobby, "p")) == 8


def test_a_conversation_offers_only_its_people(ann: User, bob: User, carol: User) -> None:
    room = actions.open_direct(ann, bob.pk)
    assert named(ann, room, "") == ["bob"]


def test_who_was_deactivated_is_not_offered(ann: User, bob: User, lobby: Room) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert named(ann, lobby, "") == []


def test_only_members_may_ask_who_is_in_a_room(
    bob: User, carol: User, den: Room, lobby: Room
) -> None:
    with pytest.raises(ObjectDoesNotExist):
        completing.people(bob, den.pk, "")
    with pytest.raises(PermissionDenied):
        completing.people(carol, lobby.pk, "")


def test_public_rooms_are_offered_mine_first_and_private_ones_never(
    ann: User, bob: User, den: Room, lobby: Room
) -> None:
    actions.create_room(bob, name="A b.c – Deß")
    actions.create_room(bob, name="…")
    Room.objects.filter(pk=actions.create_room(bob, name="Attic").pk).update(
        archived_at=timezone.now()
    )
    found = completing.rooms(ann, "")
    assert [(room.name, room.key) for room in found] == [
        ("Lobby", "Lobby"),
        ("A b.c – Deß", "A-b-c-Deß"),
    ]
    assert all(room_key(room.key) == room_key(room.name) for room in found)
    for query in ("a-b", "B c", "dess", "DEß"):
        assert [room.key for room in completing.rooms(ann, query)] == ["A-b-c-Deß"], query
    assert completing.rooms(ann, "den") == []


def test_a_completion_takes_few_queries(
    ann: User, lobby: Room, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        completing.people(ann, lobby.pk, "b")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        completing.rooms(ann, "b")


def test_without_a_room_everybody_but_oneself_may_be_meant(
    ann: User, bob: User, carol: User, lobby: Room
) -> None:
    found = completing.anybody(ann, "")
    assert [(one.username, one.is_member) for one in found] == [("bob", False), ("carol", False)]
    assert [one.username for one in completing.anybody(ann, "CAR")] == ["carol"]
