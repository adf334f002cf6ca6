"""The page of the search, without JavaScript."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from chat import actions
from chat.models import Room
from example_channels.realtime.limits import Buckets
from presence.models import Standing
from search import limits
from search.finding import PER_PAGE
from tests.people import signed_in
from tests.rooms import say

pytestmark = pytest.mark.django_db

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
LINK = re.compile(r'href="(/rooms/\d+/\d+/)"')


@pytest.fixture
def page(client: Client, ann: User) -> Client:
    return signed_in(client, ann)


def text_of(client: Client, **fields: str) -> str:
    answer = client.get("/search/", fields)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_a_stranger_is_sent_to_the_log_in(client: Client, db: None) -> None:
    assert client.get("/search/?q=tea").status_code == 302


def test_a_hit_shows_who_where_and_when_and_leads_to_the_message(
    page: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(bob, lobby, "filler", "今天天气很好")
    html = text_of(page, q="天气")
    assert "今天<mark>天气</mark>很好" in html
    assert LINK.findall(html) == [f"/rooms/{lobby.pk}/2/"]
    assert "1 message, newest first" in words(html)
    assert "bob" in words(html)
    assert "Lobby" in words(html)


def test_times_are_the_readers_own(page: Client, lobby: Room, ann: User) -> None:
    Standing.objects.create(user=ann, timezone="Pacific/Kiritimati")
    message = say(ann, lobby, "tea")[0]
    with timezone.override("Pacific/Kiritimati"):
        there = timezone.localtime(message.created_at)
    assert f'datetime="{there.isoformat()}"' in text_of(page, q="tea")


def test_what_is_no_html_is_shown_as_text(page: Client, lobby: Room, ann: User) -> None:
    ann.name = "<i>Ann</i>"
    ann.save()
    lobby.name = "<b>Lobby</b>"
    lobby.save()
    say(ann, lobby, f"tea {EVIL}", "<mark>tea</mark>")
    for query in ("tea", EVIL, "alert", f'in:"{EVIL}"', f"from:{EVIL}", f"{EVIL}:x", "script"):
        html = text_of(page, q=query)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<i>Ann" not in html
        assert "<b>Lobby" not in html
    assert "&lt;<mark>script</mark>&gt;" in text_of(page, q="script")


def test_pages_lead_to_the_end(page: Client, lobby: Room, ann: User) -> None:
    say(ann, lobby, *(f"tea {n}" for n in range(PER_PAGE + 1)))
    first = text_of(page, q="tea")
    assert f"{PER_PAGE + 1} messages, newest first" in words(first)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = page.get("/search/" + unescape(following[1])).content.decode()
    assert [len(LINK.findall(html)) for html in (first, second)] == [PER_PAGE, 1]
    assert 'rel="next"' not in second


def test_filters_are_links_to_add_and_to_take_away(
    page: Client, lobby: Room, den: Room, ann: User, bob: User
) -> None:
    say(ann, den, "tea")
    say(bob, lobby, "tea")
    narrower = re.findall(r'class="chip" href="([^"]+)"', text_of(page, q="tea"))
    assert len(narrower) == 4
    html = page.get(unescape(narrower[0])).content.decode()
    assert "1 message, newest first" in words(html)
    wider = re.findall(r'class="chip is-taken" href="([^"]+)"', html)
    assert [unescape(link) for link in wider] == ["/search/?q=tea"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "What you can type"),
        ("xylophone", "Nothing found"),
        ("-tea", "This names nothing to look for"),
        ("before:soon", "“soon” is no date"),
        ("x" * 201, "at most 200 characters"),
        ("from:<b>", "nobody called “<b>”"),
        ("foo:tea", "“foo:” is no filter"),
    ],
)
def test_every_other_state_says_what_it_is_and_what_can_be_typed(
    page: Client, lobby: Room, query: str, expected: str
) -> None:
    html = words(text_of(page, q=query))
    assert expected in html
    assert "What you can type" in html


def test_who_searches_without_pause_is_asked_to_wait(
    page: Client, lobby: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "searches", Buckets(rate=0.001, burst=2))
    answers = [page.get("/search/?q=tea").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_someone_in_no_room_finds_nothing(client: Client, carol: User) -> None:
    assert "Nothing found" in words(text_of(signed_in(client, carol), q="tea"))


def test_a_room_left_is_not_shown(page: Client, lobby: Room, ann: User, bob: User) -> None:
    say(bob, lobby, "tea")
    actions.leave_room(ann, lobby.pk)
    assert "Nothing found" in words(text_of(page, q="tea"))


@given(q=st.text(max_size=210), below=st.text(max_size=25))
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_no_address_breaks_the_page(page: Client, lobby: Room, q: str, below: str) -> None:
    limits.searches.clear()
    q, below = (text.encode(errors="ignore").decode() for text in (q, below))
    assert page.get("/search/", {"q": q, "below": below}).status_code == 200


def test_a_search_begun_in_a_room_stays_in_it(
    page: Client, lobby: Room, den: Room, ann: User
) -> None:
    say(ann, lobby, "tea")
    say(ann, den, "tea")
    answer = page.get("/search/", {"q": "tea", "room": str(den.pk)}, follow=True)
    assert "1 message, newest first" in words(answer.content.decode())
    assert 'in:&quot;Den&quot; tea"' in answer.content.decode()
