"""A row that is kept is right for everybody who sees it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation

from accounts.models import User
from presence.roster import Entry, Status
from presence.rows import row_of
from presence.templatetags.people import person_rows


def shown(*, is_me: bool = False, direct: bool = True, **facts: object) -> str:
    entry = Entry(**{"id": 7, "username": "bob", "name": "Bob", "state": "online", **facts})
    return row_of(entry, is_me=is_me, direct=direct)


def test_a_row_shows_what_has_changed_since_it_was_rendered() -> None:
    assert 'data-state="online"' in shown()
    assert 'data-state="busy"' in shown(state="busy")
    assert "At lunch" in shown(status=Status("", "At lunch", None))
    assert "At lunch" not in shown()


def test_a_row_is_oneself_for_oneself_alone() -> None:
    assert "is-me" in shown(is_me=True)
    assert "is-me" not in shown()


def test_a_row_is_in_the_language_of_whoever_looks() -> None:
    with translation.override("en"):
        assert "Write to Bob" in shown()
    with translation.override("zh-hans"):
        assert "Write to Bob" not in shown()


def test_how_long_ago_somebody_was_seen_is_said_anew() -> None:
    seen = timezone.now() - timedelta(hours=2, seconds=1)
    assert "2\xa0hours" in shown(state="offline", last_seen=seen)
    assert "3\xa0hours" in shown(state="offline", last_seen=seen - timedelta(hours=1))
    assert "hours" not in shown(state="online", last_seen=seen)


def test_names_are_text() -> None:
    assert "<b>" not in shown(name="<b>Bob</b>", status=Status("", "<b>", None))


def test_only_ones_own_row_says_so() -> None:
    with translation.override("en"):
        assert ">you<" in shown(is_me=True)
        assert ">you<" not in shown()


def test_a_list_shows_whom_it_is_given_in_one_state() -> None:
    people = [
        Entry(id=7, username="bob", name="Bob", state="online"),
        Entry(id=8, username="eve", name="<Eve>", state="busy"),
    ]
    context = {"user": User(pk=8)}
    (rows, busy) = (person_rows(context, people, state, direct=False) for state in (None, "busy"))
    assert (rows.count("<li"), busy.count("<li")) == (2, 1)
    assert "&lt;Eve&gt;" in busy
    assert "is-me" in busy
