"""Reactions, pins and bookmarks without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from chat import actions
from chat.models import Message, Room
from tests.rooms import say

pytestmark = pytest.mark.django_db

CHIP = re.compile(r'data-react="([^"]+)" aria-pressed="(\w+)"')


@pytest.fixture
def anns(client: Client, ann: User) -> Client:
    """Ann's browser."""
    client.force_login(ann)
    return client


def page(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_a_reaction_is_a_button_that_is_pressed_for_who_reacted(
    anns: Client, lobby: Room, ann: User, bob: User
) -> None:
    (message,) = say(bob, lobby, "Lunch?")
    anns.post(f"/rooms/{lobby.pk}/1/react/", {"add": "👍"})
    actions.react(bob, message.pk, "🎉", on=True)
    shown = page(anns, f"/rooms/{lobby.pk}/")
    assert CHIP.findall(shown) == [("👍", "true"), ("🎉", "false")]
    assert "ann reacted with 👍" in shown
    answer = anns.post(f"/rooms/{lobby.pk}/1/react/", {"drop": "👍"})
    assert answer["Location"] == f"/rooms/{lobby.pk}/1/"
    assert "ann reacted" not in page(anns, f"/rooms/{lobby.pk}/")


def test_who_reacted_stands_on_a_page_of_its_own(
    anns: Client, client: Client, lobby: Room, ann: User, bob: User, carol: User
) -> None:
    (message,) = say(bob, lobby, "Lunch?")
    path = f"/rooms/{lobby.pk}/1/reactions/"
    assert path not in page(anns, f"/rooms/{lobby.pk}/1/")
    assert "Nobody has reacted yet" in page(anns, path)
    for person, emoji in ((ann, "👍"), (bob, "👍"), (bob, "🎉")):
        actions.react(person, message.pk, emoji, on=True)
    assert f'href="{path}"' in page(anns, f"/rooms/{lobby.pk}/1/")
    _head, _mark, shown = page(anns, path).partition("kept-page")
    assert re.findall(r"data-emoji>(.)|@(\w+)<", shown) == [
        *(("👍", ""), ("", "ann"), ("", "bob")),
        *(("🎉", ""), ("", "bob")),
    ]
    client.force_login(carol)
    assert client.get(path).status_code == 403
    actions.leave_room(bob, lobby.pk)
    assert client.get("/rooms/999/1/reactions/").status_code == 404


def test_a_bad_reaction_is_said_in_words(anns: Client, lobby: Room, bob: User) -> None:
    say(bob, lobby, "hi")
    answer = anns.post(f"/rooms/{lobby.pk}/1/react/", {"add": "no emoji"}, follow=True)
    assert "A reaction is one emoji." in answer.content.decode()


def test_pins_have_a_page_and_their_number_stands_in_the_rooms_head(
    anns: Client, lobby: Room, bob: User
) -> None:
    say(bob, lobby, "Wifi: tea-and-biscuits")
    anns.post(f"/rooms/{lobby.pk}/1/pin/", {"on": "1"})
    room = page(anns, f"/rooms/{lobby.pk}/")
    assert "<b data-pins-count>1</b>" in room
    assert "Pinned by ann" in room
    pins = page(anns, f"/rooms/{lobby.pk}/pins/")
    assert "tea-and-biscuits" in pins
    assert f'href="/rooms/{lobby.pk}/1/"' in pins
    anns.post(f"/rooms/{lobby.pk}/1/pin/", {"on": ""})
    assert "tea-and-biscuits" not in page(anns, f"/rooms/{lobby.pk}/pins/")


def test_bookmarks_have_a_page_of_their_own(
    anns: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(bob, lobby, "pears", "plums")
    actions.pin(bob, Message.objects.get(position=1).pk, on=True)
    direct = actions.open_direct(ann, bob.pk)
    say(bob, direct, "apples")
    for room, position in ((lobby, 1), (direct, 1)):
        anns.post(f"/rooms/{room.pk}/{position}/bookmark/", {"on": "1"})
    bookmarks = page(anns, "/bookmarks/")
    assert bookmarks.index("apples") < bookmarks.index("pears")
    assert "in Lobby" in bookmarks
    assert "in bob" in bookmarks
    for template in ("copy-template", "fold-template"):
        assert template in bookmarks
    message = Message.objects.get(room=lobby, position=1)
    assert f'data-bookmarks="{message.pk}"' in page(anns, f"/rooms/{lobby.pk}/")
    assert anns.post(f"/bookmarks/{message.pk}/remove/")["Location"] == "/bookmarks/"
    assert "in Lobby" not in page(anns, "/bookmarks/")


def test_bookmarks_come_page_by_page(
    anns: Client, ann: User, lobby: Room, django_assert_max_num_queries: Any
) -> None:
    for message in say(ann, lobby, *(f"note {n}." for n in range(31))):
        actions.react(ann, message.pk, "👍", on=True)
        actions.bookmark(ann, message.pk, on=True)
    page(anns, "/bookmarks/")
    with django_assert_max_num_queries(5):
        first = page(anns, "/bookmarks/")
    assert ("note 30." in first, "note 0." in first) == (True, False)
    assert "note 0." in page(anns, "/bookmarks/?page=2")


@pytest.mark.parametrize("act", ["react", "pin", "bookmark"])
def test_every_door_is_closed_to_strangers_and_opens_to_a_post_only(
    anns: Client, client: Client, ann: User, bob: User, act: str
) -> None:
    den = actions.create_room(bob, name="Den", kind=Room.Kind.PRIVATE)
    open_to_all = actions.create_room(bob, name="Tea")
    for room in (den, open_to_all):
        say(bob, room, "psst")
        path = f"/rooms/{room.pk}/1/{act}/"
        assert anns.post(path, {"add": "👍", "on": "1"}).status_code == 404
        assert anns.get(path).status_code == 405
        assert Client().post(path)["Location"].startswith("/log_in/")
    assert anns.get(f"/rooms/{den.pk}/pins/").status_code == 404
    assert anns.get(f"/rooms/{open_to_all.pk}/pins/").status_code == 403
    assert not ann.bookmarks.exists()
    assert not Message.objects.exclude(reactions=None, pinned_at=None).exists()


def test_an_archived_room_is_marked_no_more(anns: Client, lobby: Room, ann: User) -> None:
    say(ann, lobby, "hi")
    actions.archive_room(ann, lobby.pk)
    assert anns.post(f"/rooms/{lobby.pk}/1/react/", {"add": "👍"}).status_code == 403
    assert " data-archived" in page(anns, f"/rooms/{lobby.pk}/")


def test_marks_have_a_pace(anns: Client, lobby: Room, ann: User) -> None:
    say(ann, lobby, "hi")
    path = f"/rooms/{lobby.pk}/1/pin/"
    refused = next(a for a in (anns.post(path) for _ in range(200)) if a.status_code != 302)
    assert refused.status_code == 429


def test_a_room_page_full_of_marks_costs_one_query_more(
    anns: Client, lobby: Room, ann: User, bob: User, django_assert_max_num_queries: Any
) -> None:
    for message in say(ann, lobby, *(str(n) for n in range(50))):
        actions.react(bob, message.pk, "👍", on=True)
        actions.bookmark(ann, message.pk, on=True)
    page(anns, f"/rooms/{lobby.pk}/")
    # Session, person, rooms, who is here with bookmarks, messages; and the people of the marks.
    with django_assert_max_num_queries(6):
        page(anns, f"/rooms/{lobby.pk}/")
