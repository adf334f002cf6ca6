from presence.grace import Deadlines


def test_what_is_due_comes_earliest_first_and_once():
    deadlines: Deadlines[str] = Deadlines()
    deadlines.set("late", 5)
    deadlines.set("early", 1)
    assert deadlines.due(0.9) == []
    assert deadlines.due(5) == ["early", "late"]
    assert deadlines.due(9) == []


def test_a_cancelled_deadline_never_comes():
    deadlines: Deadlines[str] = Deadlines()
    deadlines.set("ann", 1)
    deadlines.cancel("ann")
    assert "ann" not in deadlines
    assert deadlines.due(9) == []


def test_a_moved_deadline_comes_at_its_new_time_only():
    deadlines: Deadlines[str] = Deadlines()
    deadlines.set("ann", 1)
    deadlines.set("ann", 3)
    assert deadlines.due(2) == []
    assert deadlines.due(3) == ["ann"]


def test_keys_that_cannot_be_compared_may_share_a_time():
    deadlines: Deadlines[object] = Deadlines()
    deadlines.set(("ann", None), 1)
    deadlines.set(("ann", 2), 1)
    assert len(deadlines.due(1)) == 2


def test_deadlines_that_move_again_and_again_leave_nothing_behind():
    deadlines: Deadlines[str] = Deadlines()
    for number in range(10_000):
        deadlines.set("moved", 1e9 + number)
        deadlines.set("same", 1e9)
        deadlines.set(f"cancelled {number}", 1e9)
        deadlines.cancel(f"cancelled {number}")
        deadlines.cancel("again")
        deadlines.set("again", 3e9)
    assert len(deadlines._heap) < 1000
    assert deadlines.due(2e9) == ["same", "moved"]
