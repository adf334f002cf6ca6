"""What is yet to be published: packed, in order, and never without the rights."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from example_channels.realtime import backlog as module
from example_channels.realtime.backlog import Backlog
from example_channels.realtime.envelope import Envelope, HangUp

TOPICS = [f"room.{number}" for number in range(8)]


def said(topic: str, word: str) -> Envelope:
    return Envelope(topic, word)


def taken(topic: str, word: str) -> Envelope:
    return Envelope(topic, word, unfollow=("room.0",))


def filled(*envelopes: Envelope) -> Backlog:
    backlog = Backlog()
    backlog.add(list(envelopes))
    return backlog


def test_what_waits_for_one_group_leaves_together(settings: Settings) -> None:
    settings.REALTIME_GROUPS = 1
    backlog = filled(*(said(topic, topic) for topic in TOPICS))
    assert [len(envelopes) for _group, envelopes in backlog.parcels()] == [len(TOPICS)]
    assert not backlog


def test_news_of_one_room_are_one_message_of_the_layer() -> None:
    backlog = filled(
        said("room.1", "a message"),
        said("members.1", "something happened"),
        Envelope("user.7", "you have read it", via="room.1"),
    )
    assert len(list(backlog.parcels())) == 1


def test_what_a_layer_refused_stays_and_goes_first() -> None:
    backlog = filled(said("room.1", "1"), taken("user.1", "2"), said("room.1", "3"))
    parcels = backlog.parcels()
    next(parcels)
    next(parcels)  # Refused: not taken back, for it was never given away.
    parcels.close()
    assert [e.text for _group, envelopes in backlog.parcels() for e in envelopes] == ["2", "3"]


@given(st.lists(st.tuples(st.sampled_from(TOPICS), st.booleans()), max_size=60))
def test_topics_keep_their_order_and_nothing_overtakes_a_right(
    story: list[tuple[str, bool]],
) -> None:
    made = [
        (taken if is_right else said)(topic, str(number))
        for number, (topic, is_right) in enumerate(story)
    ]
    left = [e for _group, envelopes in filled(*made).parcels() for e in envelopes]
    assert sorted(left, key=lambda e: int(e.text)) == made
    for topic in TOPICS:
        numbers = [int(e.text) for e in left if e.topic == topic]
        assert numbers == sorted(numbers)
    for right in (e for e in made if e.is_right):
        before = {e.text for e in left[: left.index(right)]}
        assert before == {e.text for e in made[: made.index(right)]}


@pytest.fixture
def two_lanes(settings: Settings) -> Callable[[str], str]:
    settings.REALTIME_GROUPS = 1024
    one = said("room.1", "").group
    return lambda group: "one" if group == one else "two"


def test_lanes_do_not_wait_for_each_other(two_lanes: Callable[[str], str]) -> None:
    backlog = Backlog(two_lanes)
    backlog.add([said("room.1", "1"), said("room.2", "2"), said("room.1", "3")])
    assert words(backlog, "two") == ["2"]
    assert words(backlog, "one") == ["1", "3"]


def test_a_right_in_one_lane_is_a_barrier_in_all(two_lanes: Callable[[str], str]) -> None:
    gone_on: list[None] = []
    backlog = Backlog(two_lanes, right_left=lambda: gone_on.append(None))
    backlog.add([said("room.2", "1"), taken("room.1", "2"), said("room.2", "3")])
    assert words(backlog, "two") == ["1"]
    assert (words(backlog, "one"), gone_on) == (["2"], [None])
    assert words(backlog, "two") == ["3"]


def words(backlog: Backlog, lane: str) -> list[str]:
    return [each.text for _group, envelopes in backlog.parcels(lane) for each in envelopes]


def test_only_rights_outlast_a_long_absence_of_the_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    hang_up = Envelope("session.a", hang_up=HangUp(4401, "signed out"))
    backlog = filled(hang_up, *(said("room.1", str(number)) for number in range(10)))
    assert [e for _group, envelopes in backlog.parcels() for e in envelopes] == [hang_up]
