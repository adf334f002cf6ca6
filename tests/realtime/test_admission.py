"""Who is let in, and when."""

import pytest

from example_channels.realtime.admission import Admission, Overloaded


def queue(*, portion: int = 2, at_once: int = 1, limit: int = 9) -> Admission[str]:
    return Admission(portion=portion, at_once=at_once, limit=limit)


def test_one_who_comes_alone_is_let_in_at_once() -> None:
    admission = queue()
    admission.ask("ann")
    assert admission.admit() == ["ann"]


def test_those_who_come_meanwhile_wait_and_are_let_in_together_in_order() -> None:
    admission = queue()
    admission.ask("ann")
    admission.admit()
    for name in ("bob", "carol", "dave"):
        admission.ask(name)
        assert admission.admit() == []
    admission.done()
    assert admission.admit() == ["bob", "carol"]
    admission.done()
    assert admission.admit() == ["dave"]


def test_no_more_portions_are_under_way_than_allowed() -> None:
    admission = queue(portion=1, at_once=2)
    for name in ("ann", "bob", "carol"):
        admission.ask(name)
    assert [admission.admit() for _ in range(3)] == [["ann"], ["bob"], []]
    admission.done()
    assert admission.admit() == ["carol"]


def test_when_too_many_wait_the_next_is_refused_and_nobody_else_is() -> None:
    admission = queue(limit=2)
    admission.ask("ann")
    admission.admit()
    admission.ask("bob")
    admission.ask("carol")
    with pytest.raises(Overloaded):
        admission.ask("dave")
    admission.done()
    assert admission.admit() == ["bob", "carol"]


def test_nobody_waiting_leaves_the_place_free() -> None:
    admission = queue(at_once=1)
    assert admission.admit() == []
    admission.ask("ann")
    assert admission.admit() == ["ann"]
