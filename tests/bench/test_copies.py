"""A loss is noticed, whichever way it happens."""

import pytest

from bench.copies import Copy, Lost
from bench.events import Message

TRUTH = {4: 104, 5: 105, 6: 106}


def message(position: int) -> Message:
    return Message(id=100 + position, position=position, version=position)


@pytest.fixture
def copy() -> Copy:
    copy = Copy()
    copy.open(version=3, position=3, messages=[message(2), message(3)])
    return copy


def hear(copy: Copy, *positions: int) -> Copy:
    for position in positions:
        copy.hear(message(position))
    return copy


def test_each_message_once_and_in_order_passes(copy: Copy) -> None:
    hear(copy, 4, 5, 6).check(TRUTH, once=True)


def test_what_was_said_before_is_not_asked_for(copy: Copy) -> None:
    hear(copy, 4, 5, 6).check({3: 103, **TRUTH}, once=True)


@pytest.mark.parametrize(
    ("positions", "fault"),
    [
        ((4, 6), "1 missing, 1 out of order"),
        ((4, 5), "1 missing"),
        ((4, 5, 5, 6), "1 twice"),
        ((5, 4, 6), "1 out of order"),
        ((4, 5, 6, 7), "1 nobody's"),
    ],
)
def test_a_fault_is_named(copy: Copy, positions: tuple[int, ...], fault: str) -> None:
    with pytest.raises(Lost, match=fault):
        hear(copy, *positions).check(TRUTH, once=True)


def test_another_message_at_a_position_is_a_loss(copy: Copy) -> None:
    with pytest.raises(Lost, match="1 missing"):
        hear(copy, 4, 5, 6).check({**TRUTH, 5: 999}, once=True)


def test_catching_up_fills_what_was_missed(copy: Copy) -> None:
    hear(copy, 4).open(version=6, position=6, messages=[message(5), message(6)])
    copy.check(TRUTH, once=True)


def test_catching_up_may_tell_a_message_again(copy: Copy) -> None:
    hear(copy, 4).open(version=5, position=5, messages=[message(5)])
    hear(copy, 5, 6).check(TRUTH, once=False)


def test_a_hole_that_was_announced_is_no_fault(copy: Copy) -> None:
    copy.is_behind = True
    hear(copy, 5, 6).open(version=6, position=6, messages=[message(4), message(5), message(6)])
    copy.check(TRUTH, once=False)
