from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.core.exceptions import ValidationError

from presence.chosen import NOTHING, Change, Chosen, narrower
from presence.cleaning import cleaned

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)


def test_all_that_was_chosen_ends_together():
    chosen = Chosen(state="invisible", emoji="🌴", text="away", until=SOON)
    assert chosen.at(NOW) == chosen
    assert chosen.at(SOON) == NOTHING
    assert Chosen(text="for ever").at(NOW + timedelta(days=9999)).text == "for ever"


def test_a_change_leaves_what_it_does_not_name():
    before = Chosen(state="busy", text="call", until=SOON)
    assert Change(text="two calls").on(before) == Chosen(state="busy", text="two calls", until=SOON)
    assert Change(until=None).on(before).until is None


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("everyone", "roommates", "roommates"),
        ("nobody", "everyone", "nobody"),
        ("everyone", "everyone", "everyone"),
    ],
)
def test_who_may_see_two_things_is_who_may_see_the_more_private(one, other, both):
    assert narrower(one, other) == narrower(other, one) == both


def test_a_status_is_kept_on_one_line_and_its_end_in_utc():
    until = SOON.astimezone(timezone(timedelta(hours=8)))
    kept = cleaned(Chosen(text="  at\n the   sea ", until=until), NOW)
    assert kept.text == "at the sea"
    assert kept.until is not None
    assert kept.until.utcoffset() == timedelta(0)


def test_an_end_of_nothing_is_nothing():
    assert cleaned(Chosen(text=" ", until=SOON), NOW) == NOTHING


@pytest.mark.parametrize("emoji", ["🌴", "❤️", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇨🇳", "1️⃣", "👋🏽", "🫨", "☕"])
def test_any_single_emoji_may_stand_beside_a_status(emoji):
    assert cleaned(Chosen(emoji=emoji), NOW).emoji == emoji


@pytest.mark.parametrize(
    "wrong",
    [
        Chosen(emoji="🌴🌴"),
        Chosen(emoji="x"),
        Chosen(emoji="1"),
        Chosen(emoji="🌴 "),
        Chosen(emoji="👨‍" * 5000 + "👨"),
        Chosen(text="x" * 101),
        Chosen(text="a\0b"),
        Chosen(text="\u200b"),
        Chosen(text="\ud83d"),
        Chosen(text="late", until=NOW),
        Chosen(text="long", until=NOW + timedelta(days=400)),
    ],
)
def test_what_cannot_be_a_status_is_refused(wrong):
    with pytest.raises(ValidationError, match=r"\w"):
        cleaned(wrong, NOW)
