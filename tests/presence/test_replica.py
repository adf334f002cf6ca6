import pytest

from presence.ledger import Ledger
from presence.messages import Activity, Answer, Delta
from presence.replica import Replica

ACTIVE, IDLE = Activity.ACTIVE, Activity.IDLE


@pytest.fixture
def ledger() -> Ledger:
    return Ledger("incarnation")


@pytest.fixture
def replica() -> Replica:
    return Replica()


def told(ledger: Ledger, **changed: Activity | None) -> Delta:
    """Change the users called u1, u2 and so on."""
    for name, activity in changed.items():
        ledger.note(int(name[1:]), activity)
    (delta,) = ledger.deltas()
    return delta


def whole(ledger: Ledger, ask: str) -> list[Answer]:
    ledger.asked(ask)
    return ledger.answers()


def test_deltas_in_order_make_a_copy(ledger, replica):
    replica.apply(told(ledger, u1=ACTIVE))
    replica.apply(told(ledger, u1=None, u2=IDLE))
    replica.beat(ledger.heartbeat())
    assert replica.map.users == {2: IDLE}
    assert not replica.is_behind


def test_deltas_in_any_order_and_twice_make_the_same_copy(ledger, replica):
    first, second, third = (
        told(ledger, u1=ACTIVE),
        told(ledger, u2=ACTIVE),
        told(ledger, u1=None),
    )
    for delta in (third, second, third, first, first):
        replica.apply(delta)
    assert replica.map.users == {2: ACTIVE}
    assert not replica.is_behind


def test_a_gap_is_noticed_and_filled_by_the_whole_map(ledger, replica):
    told(ledger, u1=ACTIVE)
    replica.apply(told(ledger, u2=ACTIVE))
    assert replica.is_behind
    assert replica.map.users == {}
    replica.asking("q", again_at=2)
    (answer,) = whole(ledger, "q")
    assert replica.complete(answer) == {1, 2}
    assert replica.map.users == {1: ACTIVE, 2: ACTIVE}
    assert not replica.is_behind


def test_what_changed_while_the_map_was_under_way_is_applied_after_it(ledger, replica):
    told(ledger, u1=ACTIVE)
    replica.beat(ledger.heartbeat())
    replica.asking("q", again_at=2)
    (answer,) = whole(ledger, "q")
    replica.apply(told(ledger, u1=None))
    replica.complete(answer)
    assert replica.map.users == {}
    assert not replica.is_behind


def test_an_answer_to_somebody_elses_question_is_ignored(ledger, replica):
    told(ledger, u1=ACTIVE)
    replica.beat(ledger.heartbeat())
    replica.asking("mine", again_at=2)
    (answer,) = whole(ledger, "theirs")
    assert replica.complete(answer) == set()
    assert replica.is_behind


def test_a_large_map_comes_in_parts_in_any_order(ledger, replica):
    for user in range(1, 2501):
        ledger.note(user, ACTIVE)
    assert len(ledger.deltas()) == 3
    replica.beat(ledger.heartbeat())
    replica.asking("q", again_at=2)
    parts = whole(ledger, "q")
    assert len(parts) == 3
    for part in reversed(parts):
        replica.complete(part)
    replica.beat(ledger.heartbeat())
    assert len(replica.map.users) == 2500
    assert not replica.is_behind


def test_parts_of_two_versions_are_never_mixed(ledger, replica):
    for user in range(1, 1501):
        ledger.note(user, ACTIVE)
    ledger.deltas()
    replica.beat(ledger.heartbeat())
    replica.asking("q", again_at=2)
    old = whole(ledger, "q")
    told(ledger, u1=None)
    new = whole(ledger, "q")
    for part in (old[0], new[1], old[1]):
        assert replica.complete(part) == set()
    replica.complete(new[0])
    assert replica.map.users == ledger.map.users


def test_a_copy_that_differs_in_content_alone_is_noticed(ledger, replica):
    replica.apply(told(ledger, u1=ACTIVE))
    ledger.map.update({1: IDLE})
    replica.beat(ledger.heartbeat())
    assert replica.is_behind


def test_a_late_heartbeat_disturbs_nothing(ledger, replica):
    replica.apply(told(ledger, u1=ACTIVE))
    late = ledger.heartbeat()
    replica.apply(told(ledger, u1=None))
    replica.beat(late)
    assert not replica.is_behind


def test_one_question_is_in_flight_and_none_once_all_is_well(ledger, replica):
    first = told(ledger, u1=ACTIVE)
    replica.beat(ledger.heartbeat())
    replica.plan(now=0, delay=0.5)
    replica.plan(now=0.4, delay=0.5)
    assert replica.ask_at == 0.5
    replica.apply(first)
    replica.plan(now=0.45, delay=0.5)
    assert replica.ask_at is None


def test_a_change_that_is_taken_back_is_never_told(ledger):
    ledger.note(1, ACTIVE)
    ledger.note(1, None)
    assert ledger.deltas() == []


def test_the_checksum_does_not_depend_on_the_order():
    here, there = Ledger("a"), Ledger("b")
    for user in (10, 11, 12):
        here.note(user, ACTIVE)
    for user in (12, 10, 11, 13):
        there.note(user, ACTIVE)
    here.deltas(), there.deltas()
    assert here.map.digest != there.map.digest
    there.note(13, None)
    there.deltas()
    assert here.map.digest == there.map.digest
