from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from presence.chosen import NOTHING, Change, Chosen
from presence.phrases import is_command, read

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 13, 5, tzinfo=SHANGHAI)  # a Friday
LUNCH = Chosen(state="away", text="lunch")


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("/status", Change(emoji="", text="")),
        ("/status at the sea", Change(emoji="", text="at the sea", until=None)),
        ("/STATUS  🌴  at the sea ", Change(emoji="🌴", text="at the sea", until=None)),
        ("/status 👩🏽‍💻 code", Change(emoji="👩🏽‍💻", text="code", until=None)),
        ("/status 🇩🇪 Berlin", Change(emoji="🇩🇪", text="Berlin", until=None)),
        ("/away", Change(state="away")),
        ("/busy in a call", Change(state="busy", emoji="", text="in a call", until=None)),
        ("/back", Change(state="auto", emoji="", text="", until=None)),
    ],
)
def test_a_command_sets_the_state_and_the_words(text, change):
    assert is_command(text)
    assert read(text, NOW) == change


@pytest.mark.parametrize(
    ("text", "words", "until"),
    [
        ("out for 30 minutes", "out", at(20, 13, 35)),
        ("out for an hour", "out", at(20, 14, 5)),
        ("out for half an hour", "out", at(20, 13, 35)),
        ("out for 2 weeks", "out", at(4, 13, 5, month=12)),
        ("out until tomorrow", "out", at(21)),
        ("out until 17:30", "out", at(20, 17, 30)),
        ("out until 5 pm", "out", at(20, 17)),
        ("out until 12:30", "out", at(21, 12, 30)),
        ("out until Friday", "out", at(27)),
        ("out until 2026-12-24", "out", at(24, month=12)),
        ("吃饭30分钟", "吃饭", at(20, 13, 35)),
        ("休息 到明天", "休息", at(21)),
        ("会议直到 15：00", "会议", at(20, 15)),
    ],
)
def test_an_end_is_read_from_the_words_on_its_authors_clock(text, words, until):
    change = read(f"/status {text}", NOW)
    assert (change.text, change.until) == (words, until)


@pytest.mark.parametrize("text", ["waiting until noon", "marathon in 3 days", "here for good"])
def test_what_only_looks_like_an_end_is_text(text):
    assert read(f"/status {text}", NOW) == Change(emoji="", text=text, until=None)


def test_away_alone_leaves_the_words_and_their_end_as_they_are():
    assert read("/away", NOW).on(Chosen(text="call", until=at(20, 14))) == Chosen(
        state="away", text="call", until=at(20, 14)
    )
    assert read("/away until 15:00", NOW).on(LUNCH).until == at(20, 15)


def test_back_takes_everything_away():
    assert read("/back", NOW).on(LUNCH) == NOTHING


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/status gone until 25:99", "25:99"),
        ("/status gone until 17", "17:30"),
        ("/status gone until 13pm", "17:30"),
        ("/status for 99999999999999999999 days", "a year"),
        ("/back soon", "/back"),
        ("/dance", "/status"),
        ("", "/status"),
        ("/status " + "1" * 60_000, "at most 100"),
        ("/away " + " until" * 10_000, "at most 100"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(text, words):
    with pytest.raises(ValidationError) as refused:
        read(text, NOW)
    assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize("text", ["status", "/statuses", "a /status", "//away", "", " "])
def test_other_messages_are_no_commands(text):
    assert not is_command(text)
