"""What is done with rooms on their pages, without JavaScript."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from chat import actions
from chat.models import Membership, Message, Room
from tests.rooms import names, say

pytestmark = pytest.mark.django_db


def test_a_room_is_starred_moved_and_muted_without_javascript(
    anns: Client, ann: User, lobby: Room, den: Room
) -> None:
    def press(room: Room, what: str, **fields: str) -> HttpResponse:
        return anns.post(f"/rooms/{room.pk}/mine/", {"do": what, **fields})

    assert press(den, "favourite")["Location"] == f"/rooms/{den.pk}/"
    assert press(lobby, "favourite", on="rooms")["Location"] == "/rooms/"
    press(lobby, "up")
    press(den, "mute")
    page = anns.get("/rooms/").content.decode()
    favourites = page[page.index('data-rooms="favourites"') : page.index('data-rooms="rooms"')]
    assert favourites.index("Lobby") < favourites.index("Den")
    assert favourites.count("data-muted") == 1
    assert press(den, "explode").status_code == 400


def test_somebody_else_stars_nothing_of_mine(bobs: Client, den: Room) -> None:
    assert bobs.post(f"/rooms/{den.pk}/mine/", {"do": "favourite"}).status_code == 404


def test_what_a_room_is_for_stands_on_a_page_of_its_own(
    anns: Client, bobs: Client, lobby: Room
) -> None:
    path = f"/rooms/{lobby.pk}/"
    anns.post(f"{path}settings/", {"name": "Hall", "topic": "<b>", "description": "Be\r\n<i>"})
    page = bobs.get(f"{path}about/").content.decode()
    for part in ("Hall", "&lt;b&gt;", "Be\n&lt;i&gt;", "Opened by ann", "@bob", "Owner"):
        assert part in page
    assert f'action="{path}members/' not in page
    assert f'action="{path}members/' in anns.get(f"{path}about/").content.decode()


def test_a_stranger_may_know_of_public_rooms_only(
    lobby: Room, den: Room, client: Client, carol: User
) -> None:
    client.force_login(carol)
    assert "Lobby" in client.get(f"/rooms/{lobby.pk}/about/").content.decode()
    for page in ("", "about/", "settings/", "archive/", "restore/", "mine/"):
        answer = client.post(f"/rooms/{den.pk}/{page}")
        assert answer.status_code in {400, 404}, page
        assert not names(answer.content.decode(), den), page


def test_members_are_shown_page_by_page_and_found_by_name(
    anns: Client, den: Room, django_assert_max_num_queries: Any
) -> None:
    people = [User.objects.create_user(f"person{n:02}") for n in range(60)]
    Membership.objects.bulk_create(Membership(room=den, user=person) for person in people)
    anns.get(f"/rooms/{den.pk}/about/")
    with django_assert_max_num_queries(7):
        page = anns.get(f"/rooms/{den.pk}/about/").content.decode()
    assert ("@person00" in page, "@person59" in page) == (True, False)
    assert page.index("@ann") < page.index("@person00")
    assert "@person59" in anns.get(f"/rooms/{den.pk}/about/?page=2").content.decode()
    assert "@person59" in anns.get(f"/rooms/{den.pk}/about/?q=SON59").content.decode()
    assert "Nobody of that name" in anns.get(f"/rooms/{den.pk}/about/?q=zz").content.decode()


def test_owners_share_a_room_on_its_page(
    anns: Client, bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    def press(browser: Client, person: User, role: str) -> HttpResponse:
        path = f"/rooms/{lobby.pk}/members/{person.pk}/role/"
        return browser.post(path, {"role": role}, follow=True)

    assert press(bobs, bob, "owner").status_code == 403
    assert "needs an owner" in press(anns, ann, "member").content.decode()
    press(anns, bob, "owner")
    assert set(lobby.memberships.values_list("role", flat=True)) == {"owner"}
    assert press(anns, bob, "emperor").status_code == 400


def test_an_archived_room_says_so_and_takes_nothing(
    anns: Client, bobs: Client, lobby: Room, ann: User
) -> None:
    say(ann, lobby, "what we said")
    path = f"/rooms/{lobby.pk}/"
    assert bobs.post(f"{path}archive/").status_code == 403
    anns.post(f"{path}archive/")
    page = bobs.get(path).content.decode()
    assert "what we said" in page
    assert "<div data-when-open hidden>" in page
    assert 'role="status" data-when-archived>' in page
    answer = bobs.post(path, {"text": "still here", "client_id": str(uuid4())})
    assert "archived" in answer.context["form"].errors["text"][0]
    assert "still here</textarea>" in answer.content.decode()
    assert Message.objects.count() == 1
    listed = bobs.get("/rooms/").content.decode()
    assert listed.index('data-rooms="archived"') < listed.index("Lobby")
    anns.post(f"{path}restore/")
    assert bobs.post(path, {"text": "still here", "client_id": str(uuid4())}).status_code == 302


def test_rooms_are_found_by_words_of_theirs(bobs: Client, ann: User, lobby: Room) -> None:
    actions.create_room(ann, name="Crème brûlée", topic="Sweet things")
    actions.create_room(ann, name="Soup")
    found = bobs.get("/rooms/?q=sweet").content.decode()
    assert "Crème" in found
    assert "Soup" not in found
    assert "Lobby" not in found
    assert "Lobby" in bobs.get("/rooms/?q=LOB").content.decode()
    assert "No other room is called that" in bobs.get("/rooms/?q=%00%25").content.decode()


def test_what_is_kept_of_a_rooms_page_is_as_the_room_is_now(
    anns: Client, bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    path = f"/rooms/{lobby.pk}/"
    before = anns.get(path).content.decode()
    assert "Message to Lobby" in bobs.get(path).content.decode()
    actions.change_room(ann, lobby.pk, name="Hall", topic="Who comes?", description="")
    actions.set_muted(bob, lobby.pk, is_muted=True)
    say(ann, lobby, "one")
    for page in (anns.get(path).content.decode(), bobs.get(path).content.decode()):
        assert "Message to Hall" in page
        assert "Who comes?" in page
        assert "Lobby" not in page
    assert "Mark as read" in page
    assert 'value="unmute"' in page
    assert "Mark as read" not in before


def test_every_form_of_a_page_has_the_token_of_whoever_asked(
    lobby: Room, ann: User, bob: User
) -> None:
    for user in (ann, bob, ann):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        page = client.get(f"/rooms/{lobby.pk}/").content.decode()
        tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert len(tokens) == page.count('name="csrfmiddlewaretoken"')
        for token in set(tokens):
            fields = {"do": "favourite", "csrfmiddlewaretoken": token}
            assert client.post(f"/rooms/{lobby.pk}/mine/", fields).status_code == 302


def test_one_writes_beside_a_message_one_looked_for(anns: Client, lobby: Room, ann: User) -> None:
    say(ann, lobby, "one")
    page = anns.get(f"/rooms/{lobby.pk}/1/").content.decode()
    (answering,) = re.findall(r'id="composer".*?name="reply_to" value="(.*?)"', page, re.DOTALL)
    form = {"text": "two", "client_id": str(uuid4()), "reply_to": answering}
    assert anns.post(f"/rooms/{lobby.pk}/", form).status_code == 302
    assert Message.objects.get(room=lobby, position=2).reply_to is None
