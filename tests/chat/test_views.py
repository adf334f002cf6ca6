"""The pages of rooms, without JavaScript."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from chat import actions
from chat.models import TEXT_LENGTH, Membership, Message, Room
from tests.rooms import say

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_log_in(client: Client, lobby: Room) -> None:
    for path in ("/rooms/", "/rooms/new/", f"/rooms/{lobby.pk}/"):
        assert client.get(path)["Location"] == f"/log_in/?next={path}"


def test_a_room_is_opened_by_a_form_and_named_in_the_list(anns: Client) -> None:
    answer = anns.post("/rooms/new/", {"name": "Tea <b>", "topic": "Green", "kind": "private"})
    room = Room.objects.get()
    assert answer["Location"] == f"/rooms/{room.pk}/"
    assert "Tea &lt;b&gt;" in anns.get("/rooms/").content.decode()


def test_a_room_without_a_name_is_refused_with_what_was_typed(anns: Client) -> None:
    page = anns.post("/rooms/new/", {"name": " ", "topic": "Green tea", "kind": "public"})
    assert page.status_code == 200
    assert "Green tea" in page.content.decode()
    assert page.context["form"].errors["name"]


def test_a_public_room_is_seen_joined_and_left(bobs: Client, ann: User, bob: User) -> None:
    room = actions.create_room(ann, name="Tea")
    say(ann, room, "secret until you join")
    page = bobs.get(f"/rooms/{room.pk}/").content.decode()
    assert "secret" not in page
    assert f'action="/rooms/{room.pk}/join/"' in page
    bobs.post(f"/rooms/{room.pk}/join/")
    assert "secret" in bobs.get(f"/rooms/{room.pk}/").content.decode()
    bobs.post(f"/rooms/{room.pk}/leave/")
    assert not Room.objects.of(bob).exists()


def test_a_private_room_answers_404_to_whoever_is_not_in_it(bobs: Client, den: Room) -> None:
    path = f"/rooms/{den.pk}/"
    assert bobs.get(path).status_code == 404
    assert bobs.post(path, {"text": "hi", "client_id": str(uuid4())}).status_code == 404
    for door in ("join", "leave", "invite", "settings"):
        assert bobs.post(f"{path}{door}/", {"username": "bob"}).status_code == 404
    assert bobs.get("/rooms/999999/").status_code == 404
    assert not Message.objects.exists()


def test_the_form_door_posts_once_however_often_it_is_sent(anns: Client, lobby: Room) -> None:
    post = {"text": "hello\r\nworld", "client_id": str(uuid4())}
    for _ in range(2):
        assert anns.post(f"/rooms/{lobby.pk}/", post)["Location"] == f"/rooms/{lobby.pk}/"
    assert Message.objects.get().text == "hello\nworld"


@pytest.mark.parametrize("text", ["", " ", "x" * (TEXT_LENGTH + 1)])
def test_an_improper_post_is_refused_and_nothing_typed_is_lost(
    anns: Client, lobby: Room, text: str
) -> None:
    page = anns.post(f"/rooms/{lobby.pk}/", {"text": text, "client_id": str(uuid4())})
    assert page.status_code == 200
    assert page.context["form"].errors["text"]
    assert text.strip() in page.content.decode()
    assert not Message.objects.exists()


def test_posting_to_a_public_room_one_has_not_joined_is_forbidden(bobs: Client, ann: User) -> None:
    room = actions.create_room(ann, name="Tea")
    answer = bobs.post(f"/rooms/{room.pk}/", {"text": "hi", "client_id": str(uuid4())})
    assert answer.status_code == 403


def test_posting_too_fast_is_said_in_words_and_the_text_stays(anns: Client, lobby: Room) -> None:
    def post() -> HttpResponse:
        return anns.post(f"/rooms/{lobby.pk}/", {"text": "quick", "client_id": str(uuid4())})

    page = next(page for page in iter(post, None) if page.status_code != 302)
    assert page.status_code == 200
    assert "quick</textarea>" in page.content.decode()
    assert page.context["form"].errors["text"]


def test_a_room_is_marked_read_without_javascript(
    bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(ann, lobby, "one", "two")
    assert f'action="/rooms/{lobby.pk}/read/"' in bobs.get(f"/rooms/{lobby.pk}/").content.decode()
    bobs.post(f"/rooms/{lobby.pk}/read/", {"position": 2})
    assert bob.memberships.get(room=lobby).read == 2
    bobs.post(f"/rooms/{lobby.pk}/read/", {"position": "nonsense"})
    assert (
        f'action="/rooms/{lobby.pk}/read/"' not in bobs.get(f"/rooms/{lobby.pk}/").content.decode()
    )


def test_opening_rooms_and_inviting_have_a_pace(anns: Client) -> None:
    def open_one() -> HttpResponse:
        return anns.post("/rooms/new/", {"name": "One more", "kind": "private"})

    refused = next(page for page in iter(open_one, None) if page.status_code != 302)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) >= 1


def test_inviting_says_what_came_of_it(anns: Client, den: Room, bob: User) -> None:
    def invite(username: str) -> str:
        form = {"username": username}
        return anns.post(f"/rooms/{den.pk}/invite/", form, follow=True).content.decode()

    assert "bob is a member now" in invite("bob")
    assert "nobody with that username" in invite("nobody")
    assert Room.objects.of(bob).get() == den


def test_only_an_owner_changes_a_room(anns: Client, bobs: Client, lobby: Room) -> None:
    path = f"/rooms/{lobby.pk}/settings/"
    assert bobs.get(path).status_code == 403
    assert bobs.post(path, {"name": "Bob's", "topic": ""}).status_code == 403
    anns.post(path, {"name": "Hall", "topic": "News"})
    lobby.refresh_from_db()
    assert (lobby.name, lobby.topic) == ("Hall", "News")


def test_an_owner_removes_a_member(anns: Client, bobs: Client, lobby: Room, bob: User) -> None:
    anns.post(f"/rooms/{lobby.pk}/members/{bob.pk}/remove/")
    assert not Room.objects.of(bob).exists()
    assert anns.post(f"/rooms/{lobby.pk}/members/{bob.pk}/remove/").status_code == 404


def test_a_conversation_is_begun_from_the_list_of_people(anns: Client, bob: User) -> None:
    room_path = anns.post(f"/rooms/direct/{bob.pk}/")["Location"]
    assert "bob" in anns.get(room_path).content.decode()
    assert anns.post("/rooms/direct/999999/").status_code == 404


def test_what_changes_something_is_a_post(anns: Client, lobby: Room, bob: User) -> None:
    for door in (f"{lobby.pk}/join", f"{lobby.pk}/leave", f"direct/{bob.pk}"):
        assert anns.get(f"/rooms/{door}/").status_code == 405


def test_the_past_is_paged_and_a_message_has_its_own_address(
    anns: Client, lobby: Room, ann: User
) -> None:
    say(ann, lobby, *(f"number {n}." for n in range(1, 71)))
    page = anns.get(f"/rooms/{lobby.pk}/").content.decode()
    assert "number 21." in page
    assert "number 20." not in page
    assert 'href="?before=21"' in page
    older = anns.get(f"/rooms/{lobby.pk}/?before=21").content.decode()
    assert "number 1." in older
    assert "number 21." not in older
    assert 'id="m5"' in anns.get(f"/rooms/{lobby.pk}/5/").content.decode()
    assert anns.get(f"/rooms/{lobby.pk}/71/").status_code == 404
    assert anns.get(f"/rooms/{lobby.pk}/?before=nonsense").status_code == 200


@pytest.mark.parametrize("count", [1, 50])
def test_a_room_page_costs_as_many_queries_whatever_it_shows(
    anns: Client, lobby: Room, ann: User, count: int, django_assert_max_num_queries: Any
) -> None:
    say(ann, lobby, *(str(n) for n in range(count)))
    anns.get(f"/rooms/{lobby.pk}/")
    with django_assert_max_num_queries(7):
        anns.get(f"/rooms/{lobby.pk}/")


def test_rooms_one_can_join_are_shown_page_by_page(
    bobs: Client, ann: User, lobby: Room, django_assert_max_num_queries: Any
) -> None:
    others = Room.objects.bulk_create(Room(name=f"Room {n:03}") for n in range(60))
    Membership.objects.create(room=others[0], user=ann)
    bobs.get("/rooms/")
    with django_assert_max_num_queries(5):
        first = bobs.get("/rooms/").content.decode()
    second = bobs.get("/rooms/?page=2").content.decode()
    assert ("Room 000" in first, "Room 059" in first) == (True, False)
    assert ("Room 000" in second, "Room 059" in second) == (False, True)
    assert "1 member<" in first
    assert bobs.get("/rooms/?page=nonsense").status_code == 200


@pytest.mark.parametrize("path", ["/", "/rooms/"])
def test_a_page_costs_as_many_queries_however_many_there_are(
    anns: Client, ann: User, path: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        somebody = User.objects.create_user(f"person{number}")
        actions.create_room(ann, name=f"Room {number}")
        actions.create_room(somebody, name=f"Another {number}")
        actions.open_direct(ann, somebody.pk)
    anns.get(path)
    with django_assert_max_num_queries(7):
        anns.get(path)


def test_a_message_is_answered_without_javascript(anns: Client, lobby: Room, bob: User) -> None:
    (question,) = say(bob, lobby, "shall <b>we</b>?")
    assert (
        f"/rooms/{lobby.pk}/?reply=1#composer" in anns.get(f"/rooms/{lobby.pk}/").content.decode()
    )
    page = anns.get(f"/rooms/{lobby.pk}/?reply=1").content.decode()
    assert "shall &lt;b&gt;we&lt;/b&gt;?" in page.partition("data-replying")[2]
    assert f'name="reply_to" value="{question.pk}"' in page
    post = {"text": "yes", "client_id": str(uuid4()), "reply_to": question.pk}
    anns.post(f"/rooms/{lobby.pk}/", post)
    assert Message.objects.get(position=2).reply_to == question
    page = anns.get(f"/rooms/{lobby.pk}/").content.decode()
    assert f'href="/rooms/{lobby.pk}/1/?from=2"' in page
    assert "Back to where you were" in anns.get(f"/rooms/{lobby.pk}/1/?from=2").content.decode()


def test_a_reply_that_cannot_be_posted_keeps_its_text(
    anns: Client, lobby: Room, den: Room, ann: User
) -> None:
    (secret,) = say(ann, den, "psst")
    post = {"text": "what was it", "client_id": str(uuid4()), "reply_to": secret.pk}
    page = anns.post(f"/rooms/{lobby.pk}/", post)
    assert page.context["form"].errors["text"]
    assert "what was it</textarea>" in page.content.decode()
    assert "psst" not in page.content.decode()
    for nonsense in ("?reply=x", "?reply=99", "?reply=²", "?from=x"):
        assert anns.get(f"/rooms/{lobby.pk}/{nonsense}").status_code == 200


def test_a_chain_has_a_page_without_javascript(
    anns: Client, bobs: Client, lobby: Room, ann: User, bob: User
) -> None:
    (question,) = say(ann, lobby, "shall we?")
    path = f"/rooms/{lobby.pk}/1/thread/"
    post = {"text": "yes", "client_id": str(uuid4()), "reply_to": question.pk}
    assert bobs.post(path, post)["Location"] == path
    page = anns.get(f"/rooms/{lobby.pk}/").content.decode()
    assert f'href="{path}"' in page
    assert "1 new" in page
    assert "1 new" not in bobs.get(f"/rooms/{lobby.pk}/").content.decode()
    panel = anns.get(path).content.decode().partition('id="thread"')[2]
    assert "shall we?" in panel
    assert 'id="t2"' in panel
    assert f'name="reply_to" value="{question.pk}"' in panel
    anns.post(f"{path}read/", {"position": 1})
    assert "1 new" not in anns.get(f"/rooms/{lobby.pk}/").content.decode()
    assert anns.get(f"/rooms/{lobby.pk}/2/thread/")["Location"] == path


def test_a_chain_is_not_there_for_strangers(bobs: Client, den: Room, ann: User) -> None:
    say(ann, den, "psst")
    path = f"/rooms/{den.pk}/1/thread/"
    assert bobs.get(path).status_code == 404
    assert bobs.post(path, {"text": "hi", "client_id": str(uuid4())}).status_code == 404
    assert bobs.post(f"{path}read/", {"position": 1}).status_code == 404
