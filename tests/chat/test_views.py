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


@pytest.fixture
def anns(client: Client, ann: User) -> Client:
    """Ann's browser."""
    client.force_login(ann)
    return client


@pytest.fixture
def bobs(bob: User) -> Client:
    """Bob's browser."""
    browser = Client()
    browser.force_login(bob)
    return browser


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
    with django_assert_max_num_queries(6):
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
        assert "Den" not in answer.content.decode()


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
    assert answer.status_code == 403
    assert "archived" in answer.content.decode()
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
