"""Who finds what, and never what they may not read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from chat import actions
from chat.models import Message, Room
from chat.writer import Post, write
from search import statements
from search.actions import fill
from search.entries import Source, entry_of
from search.finding import PER_PAGE, find
from search.language import Complaint, understand
from tests.rooms import say

pytestmark = pytest.mark.django_db

HERE = ZoneInfo("Asia/Shanghai")


def found(user: User, text: str) -> list[str]:
    """What a search brings, newest first."""
    return [message.text for message, _room in find(user, understand(text), HERE).hits]


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("今天天气很好", "天气"),
        ("今天天气很好", "今天天气"),
        ("今天天气很好", "天"),
        ("今天天气很好", "好"),
        ("新しいカメラを買った", "カメラ"),
        ("新しいカメラを買った", "ｶﾒﾗ"),
        ("한국어는 재미있다", "한국"),
        ("วันนี้อากาศดี", "อากาศ"),
        ("Un café crème", "CAFE"),
        ("DÉJÀ VU", "déjà"),
        ("deployment failed", "deploy fail"),
        ("see https://example.com/a_b", "example.com"),
        ("it's 100% done", "it's"),
        ("ship it 🚀", "🚀"),
        ("我的iPhone手机", "iphone"),
        ('a\'b "c" \\ d*', '"a\'b" d*'),
    ],
)
def test_what_was_said_is_found(lobby: Room, ann: User, said: str, query: str) -> None:
    say(ann, lobby, "something else", said)
    assert found(ann, query) == [said]


@pytest.mark.parametrize(
    "query", ["天很", "气天", "ploy", '"failed deployment"', "deploy -fail", "か", "at"]
)
def test_what_was_not_said_is_not(lobby: Room, ann: User, query: str) -> None:
    say(ann, lobby, "今天天气很好", "deployment failed", "がっこう", "attic")
    assert found(ann, query) == []


def test_nobody_finds_what_is_said_where_they_are_no_member(
    lobby: Room, den: Room, ann: User, bob: User, carol: User
) -> None:
    say(ann, lobby, "tea here")
    say(ann, den, "tea there")
    assert found(ann, "tea") == ["tea there", "tea here"]
    assert found(bob, "tea") == ["tea here"]
    assert found(carol, "tea") == []
    actions.leave_room(bob, lobby.pk)
    assert found(bob, "tea") == []


def test_an_edited_message_is_found_by_its_new_words_only(lobby: Room, ann: User) -> None:
    message = say(ann, lobby, "coffee")[0]
    actions.edit_message(ann, message.pk, "tea")
    assert found(ann, "tea") == ["tea"]
    assert found(ann, "coffee") == []


def test_a_deleted_message_is_never_found(lobby: Room, ann: User) -> None:
    message = say(ann, lobby, "coffee")[0]
    actions.delete_message(ann, message.pk)
    assert found(ann, "coffee") == found(ann, "from:me") == []


def test_a_refused_post_is_not_found_and_the_others_are(lobby: Room, ann: User) -> None:
    written = write([Post(ann, lobby.pk, uuid4(), "tea"), Post(ann, lobby.pk, uuid4(), " ")])
    assert isinstance(written.outcomes[1], Exception)
    assert found(ann, "from:me") == ["tea"]


def test_by_whom_and_where(lobby: Room, den: Room, ann: User, bob: User, carol: User) -> None:
    bob.name = "Bob Ébène"
    bob.save()
    talk = actions.open_direct(ann, bob.pk)
    say(ann, lobby, "one")
    say(bob, lobby, "two")
    say(ann, den, "three")
    say(bob, talk, "four")
    assert found(ann, "from:me") == ["three", "one"]
    assert found(ann, "from:BOB") == found(ann, 'from:"bob ebene"') == ["four", "two"]
    assert found(ann, "from:@bob -in:lobby") == ["four"]
    assert found(ann, "in:lobby") == found(ann, "in:#Lob") == ["two", "one"]
    assert found(ann, 'in:"Bob Ebene"') == ["four"]
    assert found(ann, "in:lobby in:den -from:bob") == ["three", "one"]
    assert found(ann, "from:carol") == []


@pytest.mark.parametrize(
    ("query", "word"),
    [("from:zoe", "zoe"), ("in:Den", "Den"), ("tea -in:zoo", "zoo"), ("from:@", "@")],
)
def test_an_unknown_name_is_said(lobby: Room, den: Room, bob: User, query: str, word: str) -> None:
    with pytest.raises(Complaint, match=word):
        found(bob, query)


def test_what_a_message_has(lobby: Room, ann: User) -> None:
    pinned = say(ann, lobby, "see https://example.com", "plain")[1]
    assert found(ann, "has:link") == ["see https://example.com"]
    assert found(ann, "-has:link in:lobby") == ["plain"]
    actions.pin(ann, pinned.pk, on=True)
    assert found(ann, "has:pin") == ["plain"]
    actions.pin(ann, pinned.pk, on=False)
    assert found(ann, "has:pin") == []


def test_days_are_those_of_the_reader(lobby: Room, ann: User) -> None:
    late, early = say(ann, lobby, "late", "early")
    # Shanghai is eight hours ahead: the one is still the 20th there, the other the 21st.
    for message, hour in ((late, 15), (early, 16)):
        at = datetime(2026, 11, 20, hour, 30, tzinfo=UTC)
        Message.objects.filter(pk=message.pk).update(created_at=at)
    assert found(ann, "before:2026-11-21") == ["late"]
    assert found(ann, "after:2026-11-20") == ["early"]
    assert found(ann, "after:2026-11-19 before:2026-11-22") == ["early", "late"]


def test_pages_follow_one_another_without_a_gap(lobby: Room, ann: User) -> None:
    say(ann, lobby, *(f"tea {n}" for n in range(2 * PER_PAGE + 1)))
    below, texts = None, []
    for total in (2 * PER_PAGE + 1, None, None):
        page = find(ann, understand("tea"), HERE, below)
        texts += [message.text for message, _room in page.hits]
        assert page.total == total
        below = page.next
    assert texts == [f"tea {n}" for n in reversed(range(2 * PER_PAGE + 1))]
    assert below is None


def test_a_search_costs_three_queries(
    lobby: Room, den: Room, ann: User, django_assert_num_queries: Any
) -> None:
    say(ann, lobby, *["tea"] * 5)
    say(ann, den, *["tea"] * 5)
    with django_assert_num_queries(3):
        assert len(found(ann, "tea")) == 10


def test_what_the_index_lost_comes_back(lobby: Room, ann: User, capsys: Any) -> None:
    tea, gone, milk = say(ann, lobby, "tea", "gone", "milk")
    actions.delete_message(ann, gone.pk)
    statements.remove(tea.pk)
    statements.remove(milk.pk)
    assert found(ann, "from:me") == []
    call_command("reindex", after=tea.pk)
    assert found(ann, "from:me") == ["milk"]
    call_command("reindex")
    assert f"{milk.pk} of {milk.pk}" in capsys.readouterr().out
    assert found(ann, "from:me") == ["milk", "tea"]
    assert found(ann, "tea") == ["tea"]


def test_indexing_goes_on_after_any_batch(
    lobby: Room, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = say(ann, lobby, "one", "two", "three")
    monkeypatch.setattr("search.actions.AT_ONCE", 2)
    assert list(fill()) == [messages[1].pk, messages[2].pk]
    assert found(ann, "in:lobby") == ["three", "two", "one"]


@given(st.text(max_size=300))
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@example("z" + "\u0301" * 3999)
@example("\u0940" * 4000)
@example("天" * 4000)
@example("\ufdfa" * 4000)
@example("ab " * 1333)
@example("\U0010ffff\ufffe\u202e'\\\"* ^NEAR(")
def test_no_text_is_too_odd_to_be_indexed(text: str) -> None:
    statements.put([entry_of(Source(1, 1, 1, text, ""))])
