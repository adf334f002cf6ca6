"""The page on which a conversation begins, without JavaScript."""

import re

import pytest
from django.test import Client

from accounts.models import User
from chat import actions
from chat.listing import name_for
from chat.models import Room

pytestmark = pytest.mark.django_db

PAGE = "/rooms/direct/"
CHOSEN = re.compile(r'value="(\d+)" checked')


def test_people_are_chosen_and_the_conversation_found_again(
    anns: Client, bobs: Client, ann: User, bob: User, carol: User
) -> None:
    page = anns.get(PAGE).content.decode()
    assert ("@bob" in page, "@carol" in page) == (True, True)
    assert f'name="people" value="{ann.pk}"' not in page
    first = anns.post(PAGE, {"do": "begin", "people": [bob.pk, carol.pk]})
    again = bobs.post(PAGE, {"do": "begin", "people": [carol.pk, ann.pk]})
    assert first["Location"] == again["Location"]
    assert name_for(bob, Room.objects.get()) == "ann, carol"
    assert "bob, carol" in anns.get(first["Location"]).content.decode()


def test_who_was_chosen_stays_chosen_while_others_are_looked_for(
    anns: Client, bob: User, carol: User
) -> None:
    page = anns.post(PAGE, {"do": "find", "q": "caro", "people": [bob.pk]}).content.decode()
    assert CHOSEN.findall(page) == [str(bob.pk)]
    assert "@carol" in page
    assert not Room.objects.exists()


def test_a_conversation_is_the_beginning_of_one_with_more(
    anns: Client, ann: User, bob: User, carol: User, den: Room, lobby: Room
) -> None:
    room = actions.open_conversation(ann, [bob.pk, carol.pk])
    page = anns.get(PAGE, {"room": room.pk}).content.decode()
    assert sorted(CHOSEN.findall(page)) == sorted([str(bob.pk), str(carol.pk)])
    assert f"{PAGE}?room={room.pk}" in anns.get(f"/rooms/{room.pk}/about/").content.decode()


def test_nobody_learns_who_is_in_a_room_that_is_not_theirs(
    bobs: Client, client: Client, den: Room, lobby: Room, carol: User
) -> None:
    assert bobs.get(PAGE, {"room": den.pk}).status_code == 404
    client.force_login(carol)
    assert client.get(PAGE, {"room": lobby.pk}).status_code == 403


def test_what_cannot_begin_says_why_and_keeps_the_choice(
    anns: Client, bob: User, carol: User
) -> None:
    assert "at least one" in anns.post(PAGE, {"do": "begin"}).content.decode()
    gone = anns.post(PAGE, {"do": "begin", "people": [bob.pk, 999_999]}).content.decode()
    assert "no longer here" in gone
    assert CHOSEN.findall(gone) == [str(bob.pk)]
    many = [User.objects.create_user(f"person{n}").pk for n in range(9)]
    page = anns.post(PAGE, {"do": "begin", "people": many}).content.decode()
    assert "at most 8 others" in page
    assert len(CHOSEN.findall(page)) == 9
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    "given", [{"people": ["x", "-1", "9" * 99]}, {"q": "\0%"}, {"room": "x"}, {"room": "9" * 99}]
)
def test_nonsense_is_no_error(anns: Client, bob: User, given: dict[str, object]) -> None:
    assert anns.get(PAGE, given).status_code == 200
    assert anns.post(PAGE, {"do": "find", **given}).status_code == 200
