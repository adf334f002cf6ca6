"""Whatever people, rooms and topics are called and messages say, pages show it as text."""

from html.parser import HTMLParser
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from chat import actions
from chat.models import Room
from chat.writer import Post
from presence.cleaning import TEXT_LENGTH
from presence.limits import changes
from search.limits import searches
from tests.xss import ATTACKS

pytestmark = pytest.mark.django_db


class Alarm(HTMLParser):
    """Finds what would run, or be fetched from elsewhere, in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name in {"style", "srcdoc", "background"}:
                self.found.append(f"{tag} {name}={value}")
            # A tooltip, and what a field holds: nothing follows these.
            if name not in {"title", "value"} and address.startswith(
                ("javascript:", "data:text", "vbscript:", "/xss/", "//")
            ):
                self.found.append(f"{tag} {name}={value}")
        if tag in {"iframe", "object", "embed", "base", "marquee", "img", "style", "math"}:
            self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def alarm(client: Client, path: str) -> Alarm:
    answer = client.get(path)
    assert answer.status_code == 200
    return Alarm(answer.content.decode())


@pytest.fixture
def bobs(client: Client, bob: User) -> Client:
    """Bob's browser: he owns nothing and only looks."""
    client.force_login(bob)
    return client


def test_as_a_message(bobs: Client, ann: User, lobby: Room) -> None:
    for some in (ATTACKS[:100], ATTACKS[100:]):
        actions.post_messages([Post(ann, lobby.pk, uuid4(), attack) for attack in some])
    middle = lobby.get_absolute_url()
    for path in (middle, f"{middle}?before=100", f"{middle}?before=50"):
        page = alarm(bobs, path)
        assert page.found == []
        assert "alert(1)" in page.text


def test_as_the_name_and_the_topic_of_a_room(bobs: Client, bob: User) -> None:
    rooms = Room.objects.bulk_create(
        Room(name=attack[:60].replace("\x00", ""), topic=attack[:250]) for attack in ATTACKS
    )
    for room in rooms[::2]:
        room.admit(bob, "member")
    for path in ("/rooms/", "/", rooms[0].get_absolute_url(), rooms[1].get_absolute_url()):
        page = alarm(bobs, path)
        assert page.found == []
        assert "alert(1)" in page.text


def test_as_somebodys_name(bobs: Client, ann: User, lobby: Room) -> None:
    people = User.objects.create_many([f"u{number}" for number in range(len(ATTACKS))])
    for person, attack in zip(people, ATTACKS, strict=True):
        person.name = attack[:60]
    User.objects.bulk_update(people, ["name"])
    for person in people[:40]:
        actions.join_room(person, lobby.pk)
        actions.post_message(person, lobby.pk, uuid4(), f"@{ann.username} @{person.username}")
    for path in ("/", lobby.get_absolute_url(), f"/people/{people[0].pk}/"):
        page = alarm(bobs, path)
        assert page.found == []
        assert "alert(1)" in page.text


def test_as_a_link_and_its_title(bobs: Client, ann: User, lobby: Room) -> None:
    one_line = [" ".join(attack.split()) for attack in ATTACKS]
    links = [f"[{attack}](https://a.example/ '{attack}') <{attack}>" for attack in one_line]
    for some in (links[:50], links[50:100], links[100:]):
        actions.post_messages([Post(ann, lobby.pk, uuid4(), link) for link in some])
        page = alarm(bobs, lobby.get_absolute_url())
        assert page.found == []
        assert "alert(1)" in page.text


def test_as_what_is_searched_for_and_found(bobs: Client, ann: User, lobby: Room) -> None:
    actions.post_messages([Post(ann, lobby.pk, uuid4(), attack) for attack in ATTACKS])
    for attack in ATTACKS:
        searches.clear()
        page = alarm(bobs, f"/search/?{urlencode({'q': attack})}")
        assert page.found == []
    searches.clear()
    found = alarm(bobs, "/search/?q=alert")
    assert found.found == []
    assert "alert(1)" in found.text


def test_as_ones_status(bobs: Client, bob: User) -> None:
    for attack in ATTACKS:
        changes.clear()
        answer = bobs.post("/status/", {"text": attack})
        if len(attack) > TEXT_LENGTH:
            assert Alarm(answer.content.decode()).found == []
            continue
        assert answer.status_code == 302
        for path in ("/status/", f"/people/{bob.pk}/"):
            page = alarm(bobs, path)
            assert page.found == []
        assert " ".join(attack.split()) in page.text
