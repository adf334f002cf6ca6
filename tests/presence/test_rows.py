"""A row that is kept is right for everybody who sees it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone, translation

from presence.roster import Entry, Status
from presence.rows import row_of


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
