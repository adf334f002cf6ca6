"""Messages edited, deleted and left unread without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from chat import actions
from chat.models import Membership, Message, Room
from tests.rooms import say

pytestmark = pytest.mark.django_db


def offered(browser: Client, room: Room) -> set[str]:
    """What a page with one message in its midst leads to, and its forms send to."""
    page = browser.get(f"/rooms/{room.pk}/1/").content.decode()
    doors = ("react", "edit", "pin", "bookmark", "delete")
    return {door for door in doors if f'="/rooms/{room.pk}/1/{door}/"' in page}


def test_each_is_offered_to_who_may(
    anns: Client, bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(bob, lobby, "hi")
    assert offered(bobs, lobby) == {"react", "edit", "pin", "bookmark", "delete"}
    assert offered(anns, lobby) == {"react", "pin", "bookmark", "delete"}
    actions.archive_room(ann, lobby.pk)
    assert offered(bobs, lobby) == {"bookmark"}
    actions.restore_room(ann, lobby.pk)
    actions.delete_message(bob, Message.objects.get().pk)
    assert offered(bobs, lobby) == set()


def test_one_edits_ones_own_message_and_a_refused_text_stays(
    anns: Client, bobs: Client, lobby: Room, bob: User
) -> None:
    say(bob, lobby, "Frist *one*")
    path = f"/rooms/{lobby.pk}/1/edit/"
    assert "Frist *one*" in bobs.get(path).content.decode()
    assert bobs.post(path, {"text": "First"})["Location"] == f"/rooms/{lobby.pk}/1/"
    refused = bobs.post(path, {"text": "z" * 4001}).content.decode()
    assert "at most 4000 characters" in refused
    assert "z" * 4001 in refused
    assert "needs some text" in bobs.post(path, {"text": " "}).content.decode()
    assert anns.get(path).status_code == 403
    assert anns.post(path, {"text": "forged"}).status_code == 403
    assert Message.objects.get().text == "First"


def test_one_is_asked_before_a_message_goes(
    anns: Client, bobs: Client, client: Client, lobby: Room, ann: User, bob: User, carol: User
) -> None:
    say(ann, lobby, "ann's")
    say(bob, lobby, "bob's")
    path = f"/rooms/{lobby.pk}/2/delete/"
    assert "bob's" in anns.get(path).content.decode()
    assert not Message.objects.exclude(deleted_at=None).exists()
    assert bobs.get(f"/rooms/{lobby.pk}/1/delete/").status_code == 403
    assert bobs.post(f"/rooms/{lobby.pk}/1/delete/").status_code == 403
    assert anns.post(path)["Location"] == f"/rooms/{lobby.pk}/2/"
    assert Message.objects.get(position=2).deleted_at is not None
    assert anns.post(path).status_code == 404
    client.force_login(carol)
    for door in ("edit", "delete"):
        assert client.post(f"/rooms/{lobby.pk}/1/{door}/", {"text": "x"}).status_code == 403


def test_nothing_changes_in_an_archived_room(
    bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(bob, lobby, "hi")
    actions.archive_room(ann, lobby.pk)
    for door in ("edit", "delete"):
        assert bobs.get(f"/rooms/{lobby.pk}/1/{door}/").status_code == 403


def test_a_message_is_marked_unread_and_what_follows_with_it(
    anns: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(bob, lobby, "one", "two", "three")
    actions.mark_read(ann, lobby.pk, 3)
    page = anns.get(f"/rooms/{lobby.pk}/2/").content.decode()
    assert 'name="unread" value="1"' in page
    anns.post(f"/rooms/{lobby.pk}/read/", {"position": "1", "unread": "1"})
    assert Membership.objects.get(room=lobby, user=ann).read == 1
    anns.post(f"/rooms/{lobby.pk}/read/", {"position": "0"})
    assert Membership.objects.get(room=lobby, user=ann).read == 1
