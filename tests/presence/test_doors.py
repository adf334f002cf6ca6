"""The pages about one's own presence and about others, without JavaScript."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import User
from example_channels.realtime.limits import Buckets
from presence import limits
from presence.models import Standing
from tests.people import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client: Client, ann: User) -> Client:
    limits.changes.clear()
    return signed_in(client, ann)


def standing() -> Standing:
    return Standing.objects.get()


@pytest.mark.parametrize("path", ["/status/", "/account/presence/", "/people/1/"])
def test_strangers_are_sent_to_log_in(client, path):
    assert client.get(path).headers["Location"] == f"/log_in/?next={path}"


def test_a_status_is_set_with_its_end_and_one_is_where_one_was(mine):
    answer = mine.post(
        "/status/", {"text": "call", "state": "busy", "ends": "tomorrow", "next": "/rooms/"}
    )
    assert answer.headers["Location"] == "/rooms/"
    assert (standing().state, standing().text) == ("busy", "call")
    assert standing().until is not None


def test_fields_that_are_not_sent_stay_as_they_are(mine):
    mine.post("/status/", {"text": "call", "emoji": "🎧", "ends": "4h"})
    until = standing().until
    mine.post("/status/", {"state": "away"})
    assert (standing().text, standing().emoji, standing().until) == ("call", "🎧", until)
    mine.post("/status/", {"ends": "", "text": "call"})
    assert standing().until is None


def test_clearing_takes_everything_away(mine):
    mine.post("/status/", {"text": "call", "state": "invisible", "ends": "1h"})
    mine.post("/status/", {"clear": "1", "text": "call"})
    assert (standing().text, standing().state, standing().until) == ("", "auto", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "x" * 101},
        {"emoji": "nonsense"},
        {"state": "dead"},
        {"ends": "at"},
        {"ends": "at", "at": "25:99"},
        {"ends": "never"},
        {"text": "\u202egnp"},
    ],
)
def test_a_form_that_is_wrong_says_so_and_keeps_what_was_typed(mine, wrong):
    page = mine.post("/status/", {"text": "kept", "emoji": "🌴"} | wrong).content.decode()
    assert "alert" in page or "invalid-feedback" in page
    assert ("kept" if "text" not in wrong else wrong["text"][-3:]) in page
    assert not Standing.objects.exists()


def test_a_person_who_is_too_fast_loses_nothing_either(mine, monkeypatch):
    monkeypatch.setattr(limits, "changes", Buckets(0.001, limits.AT_ONCE))
    for _ in range(25):
        page = mine.post("/status/", {"text": "again and again"})
    assert page.status_code == 200
    assert "again and again" in page.content.decode()
    assert "Too fast" in page.content.decode()


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_nobody_is_sent_to_another_site(mine, where):
    assert mine.post("/status/", {"text": "x", "next": where}).headers["Location"] == "/"
    assert mine.get("/status/", {"next": where}).context["next"] == "/"


def test_who_sees_me_is_chosen_on_a_page(mine):
    fields = {"audience": "roommates", "seen_audience": "nobody", "timezone": "Asia/Shanghai"}
    assert mine.post("/account/presence/", fields).status_code == 302
    assert standing().manner.audience == "roommates"
    assert 'value="roommates"' in mine.get("/account/presence/").content.decode()
    refused = mine.post("/account/presence/", fields | {"audience": "aliens"})
    assert refused.status_code == 200
    assert standing().audience == "roommates"


def test_the_page_of_a_person_shows_what_everybody_may_know(mine, bob):
    Standing.objects.create(user=bob, text="<b>at the sea</b>", timezone="Asia/Shanghai")
    page = mine.get(f"/people/{bob.pk}/").content.decode()
    assert "&lt;b&gt;at the sea&lt;/b&gt;" in page
    assert "Asia/Shanghai" in page


def test_who_is_not_in_the_list_has_no_page(mine):
    gone = make_person("gone", is_active=False)
    assert mine.get(f"/people/{gone.pk}/").status_code == 404
    assert mine.get("/people/99999999999999/").status_code == 404


def test_times_are_those_of_the_readers_clock(mine, ann, bob):
    Standing.objects.create(user=ann, timezone="Asia/Shanghai")
    until = datetime(2099, 5, 1, 12, tzinfo=UTC)
    Standing.objects.create(user=bob, text="at the sea", until=until)
    assert "8 p.m." in mine.get(f"/people/{bob.pk}/").content.decode()


def test_the_local_time_is_that_of_the_person(mine, ann, bob):
    Standing.objects.create(user=ann, timezone="Europe/Berlin")
    Standing.objects.create(user=bob, timezone="Asia/Tokyo")
    before = datetime.now(ZoneInfo("Asia/Tokyo"))
    page = mine.get(f"/people/{bob.pk}/").content.decode()
    after = datetime.now(ZoneInfo("Asia/Tokyo"))
    assert any(f"{moment:%H:%M}" in page for moment in (before, after))
