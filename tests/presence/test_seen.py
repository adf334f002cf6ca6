from datetime import UTC, datetime, timedelta

import pytest

from presence.seen import LastSeen

ANN, BOB = 1, 2
NOW = datetime(2026, 5, 1, 12, 0, 37, 123, tzinfo=UTC)


@pytest.fixture
def seen() -> LastSeen:
    return LastSeen()


def test_those_who_are_here_are_written_as_seen_now(seen):
    seen.arrived(ANN)
    assert seen.take_due([ANN], {ANN: "online"}, NOW) == {NOW: [ANN]}


def test_a_leaver_is_known_at_once_and_written_once(seen):
    seen.arrived(ANN)
    seen.left(ANN, NOW)
    left = datetime(2026, 5, 1, 12, 0, 30, tzinfo=UTC)
    assert seen.get(ANN) == left
    later = NOW + timedelta(seconds=40)
    assert seen.take_due([], {}, later) == {left: [ANN]}
    assert seen.take_due([], {}, later) == {}
    assert seen.get(ANN) == left


def test_leavers_of_other_processes_are_known_but_not_written_here(seen):
    seen.left(BOB, NOW)
    assert seen.get(BOB) is not None
    assert seen.take_due([], {}, NOW) == {}


def test_who_moved_to_another_process_is_written_there(seen):
    seen.arrived(ANN)
    assert seen.take_due([], {ANN: "online"}, NOW) == {}


def test_leavers_are_forgotten_once_everybody_has_written_them(seen):
    seen.left(BOB, NOW)
    seen.take_due([], {}, NOW + timedelta(minutes=4))
    assert seen.get(BOB) is None
