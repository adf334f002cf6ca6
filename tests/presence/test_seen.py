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
    assert seen.due([ANN], {ANN}, NOW) == {NOW: [ANN]}


def test_a_leaver_is_known_at_once_and_written_once(seen):
    seen.arrived(ANN)
    seen.left(ANN, NOW)
    left = datetime(2026, 5, 1, 12, 0, 30, tzinfo=UTC)
    assert seen.get(ANN) == left
    later = NOW + timedelta(seconds=40)
    assert write(seen, [], [], later) == {left: [ANN]}
    assert write(seen, [], [], later) == {}
    assert seen.get(ANN) == left


def test_a_leaver_stays_due_until_a_write_succeeds(seen):
    seen.arrived(ANN)
    seen.left(ANN, NOW)
    hours_later = NOW + timedelta(hours=2)
    assert seen.due([], [], hours_later) == seen.due([], [], hours_later) != {}
    write(seen, [BOB], [BOB], hours_later)
    assert write(seen, [], [], hours_later) == {}


def test_who_left_but_is_not_told_of_yet_is_written_later(seen):
    seen.arrived(ANN)
    assert write(seen, [], [], NOW) == {}
    seen.left(ANN, NOW)
    assert len(write(seen, [], [], NOW)) == 1


def test_leavers_of_other_processes_are_known_but_not_written_here(seen):
    seen.left(BOB, NOW)
    assert seen.get(BOB) is not None
    assert write(seen, [], [], NOW) == {}


def test_who_moved_to_another_process_is_written_there(seen):
    seen.arrived(ANN)
    seen.left(ANN, NOW - timedelta(hours=1))
    assert write(seen, [], [ANN], NOW) == {}
    assert write(seen, [], [], NOW) == {}


def test_leavers_are_forgotten_once_everybody_has_written_them(seen):
    seen.left(BOB, NOW)
    write(seen, [], [], NOW + timedelta(minutes=4))
    assert seen.get(BOB) is None


def write(
    seen: LastSeen, local: list[int], shown: list[int], now: datetime
) -> dict[datetime, list[int]]:
    """Write what is due, without a fault."""
    due = seen.due(local, shown, now)
    seen.written(due, local, shown, now)
    return due
