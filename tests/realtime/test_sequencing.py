"""Versions of one log: each once, in order, or read from the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from example_channels.realtime.envelope import Envelope
from example_channels.realtime.sequencing import Sequence

PATIENCE = 0.2


def at(version: int, since: int | None = None) -> Envelope:
    return Envelope("room.1", since=version - 1 if since is None else since, version=version)


def versions(envelopes: list[Envelope]) -> list[int | None]:
    return [envelope.version for envelope in envelopes]


def begun(version: int) -> Sequence:
    sequence = Sequence()
    sequence.begin(version, 0)
    return sequence


def test_what_comes_before_the_snapshot_is_held_and_what_it_holds_is_dropped() -> None:
    sequence = Sequence()
    assert sequence.take(at(4), 0) == sequence.take(at(6), 0) == sequence.take(at(5), 0) == []
    assert versions(sequence.begin(4, 0)) == [5, 6]
    assert sequence.known == 6


def test_contiguous_versions_pass_at_once_and_doubles_never() -> None:
    sequence = begun(0)
    assert versions(sequence.take(at(1), 0)) == [1]
    assert sequence.take(at(1), 0) == []
    assert versions(sequence.take(at(2), 0)) == [2]


def test_a_reordering_is_undone() -> None:
    sequence = begun(0)
    assert sequence.take(at(2), 0) == []
    assert versions(sequence.take(at(1), 0.1)) == [1, 2]
    assert not sequence.is_overdue(0, 9)


def test_a_batch_passes_where_any_of_it_is_new() -> None:
    sequence = begun(3)
    assert sequence.take(at(9, since=6), 0) == []
    assert versions(sequence.take(at(6, since=2), 0)) == [6, 9]


def test_a_hole_is_overdue_after_its_patience_and_not_before() -> None:
    sequence = begun(0)
    sequence.take(at(3), 1.0)
    assert not sequence.is_overdue(PATIENCE, 1.1)
    assert sequence.is_overdue(PATIENCE, 1.25)


def test_a_lost_last_event_is_found_by_comparing() -> None:
    sequence = begun(3)
    sequence.expect(4, 0)
    assert sequence.is_overdue(PATIENCE, 1)
    assert versions(sequence.fill(4, [at(4)], 1)) == [4]
    assert not sequence.is_overdue(0, 9)


def test_filling_passes_on_what_waited_behind_the_hole() -> None:
    sequence = begun(0)
    sequence.take(at(5), 0)
    sequence.take(at(4), 0)
    assert versions(sequence.fill(3, [at(2), at(3)], 1)) == [2, 3, 4, 5]
    assert sequence.known == 5


def test_another_snapshot_further_on_makes_what_is_missing_expected() -> None:
    sequence = begun(3)
    assert sequence.begin(5, 0) == []
    assert sequence.known == 3
    assert sequence.is_overdue(PATIENCE, 1)
    assert versions(sequence.take(at(4), 1)) + versions(sequence.take(at(5), 1)) == [4, 5]


@given(
    st.integers(0, 5).flatmap(
        lambda start: st.tuples(
            st.just(start), st.lists(st.integers(1, 12), max_size=40), st.integers(0, 40)
        )
    )
)
def test_whatever_the_layer_does_each_version_passes_once_in_order(
    story: tuple[int, list[int], int],
) -> None:
    start, brought, when = story
    sequence, passed = Sequence(), []
    for number, version in enumerate(brought):
        if number == when:
            passed += sequence.begin(start, 0)
        passed += sequence.take(at(version), 0)
    if sequence.known is None:
        passed += sequence.begin(start, 0)
    head = max([start, *brought])
    missing = [at(v) for v in range((sequence.known or 0) + 1, head + 1)]
    passed += sequence.fill(head, missing, 1)
    assert versions(passed) == list(range(start + 1, head + 1))


def test_a_snapshot_read_earlier_and_told_later_misses_nothing() -> None:
    sequence = Sequence()
    sequence.take(at(10), 0)
    sequence.begin(10, 0)
    assert sequence.begin(9, 0) == []
    assert sequence.is_overdue(PATIENCE, 1)
    assert versions(sequence.fill(10, [at(10)], 1)) == [10]
