import pytest

from presence.connections import Connections
from presence.messages import Activity
from presence.timing import Timing

ANN = 1
ACTIVE, IDLE = Activity.ACTIVE, Activity.IDLE
GRACE = Timing().grace


@pytest.fixture
def connections() -> Connections:
    return Connections(Timing())


def test_a_user_is_as_active_as_their_most_active_tab(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.open((ANN, "b"), "", ACTIVE, 0)
    connections.report((ANN, "a"), IDLE)
    assert connections.activity(ANN) is ACTIVE
    connections.report((ANN, "b"), IDLE)
    assert connections.activity(ANN) is IDLE


def test_closing_one_of_several_tabs_changes_nothing(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.open((ANN, "b"), "", ACTIVE, 0)
    connections.close((ANN, "a"), 0)
    connections.expire(GRACE)
    assert connections.activity(ANN) is ACTIVE


def test_the_last_close_is_believed_after_the_grace(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.close((ANN, "a"), 0)
    assert connections.expire(GRACE - 0.1) == []
    assert connections.activity(ANN) is ACTIVE
    assert connections.expire(GRACE) == [ANN]
    assert connections.activity(ANN) is None


def test_a_tab_that_was_disconnected_on_purpose_gets_no_grace(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.end((ANN, "a"), 1)
    connections.close((ANN, "a"), 2)
    assert connections.expire(2) == [ANN]
    connections.end((ANN, "a"), 3)
    assert connections.expire(99) == []


def test_closing_twice_does_not_prolong_the_grace(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.close((ANN, "a"), 0)
    connections.close((ANN, "a"), 5)
    assert connections.expire(GRACE) == [ANN]


def test_coming_back_cancels_the_grace(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.close((ANN, "a"), 0)
    connections.open((ANN, "b"), "", ACTIVE, 5)
    assert connections.expire(99) == []
    assert connections.activity(ANN) is ACTIVE


def test_somebody_away_who_reconnects_stays_away_until_their_page_speaks(connections):
    connections.open((ANN, "a"), "", IDLE, 0)
    assert connections.activity(ANN) is IDLE
    connections.report((ANN, "a"), IDLE)
    assert connections.assume(99) == []
    assert connections.activity(ANN) is IDLE


def test_a_page_that_says_nothing_is_taken_for_active(connections):
    connections.open((ANN, "a"), "", IDLE, 0)
    assert connections.assume(Timing().report) == [ANN]
    assert connections.activity(ANN) is ACTIVE


def test_a_log_out_takes_only_the_sockets_of_its_log_in(connections):
    connections.open((ANN, "laptop"), "one", None, 0)
    connections.open((ANN, "phone"), "two", ACTIVE, 0)
    connections.end_login(ANN, "one", 0)
    connections.expire(0)
    assert connections.activity(ANN) is ACTIVE
    assert connections.logins() == {"two"}
    connections.end_login(ANN, "two", 1)
    assert connections.expire(1) == [ANN]


def test_a_log_out_ends_the_grace_of_what_closed_before(connections):
    connections.open((ANN, "a"), "one", None, 0)
    connections.close((ANN, "a"), 0)
    connections.end_login(ANN, "one", 1)
    assert connections.expire(1) == [ANN]


def test_what_is_said_of_a_closed_tab_is_ignored(connections):
    connections.open((ANN, "a"), "", None, 0)
    connections.close((ANN, "a"), 0)
    connections.report((ANN, "a"), IDLE)
    connections.report((2, "never opened"), IDLE)
    assert connections.activity(ANN) is ACTIVE
    assert connections.users() == [ANN]


def test_the_presumed_leave_unless_they_come(connections):
    connections.presume(ANN, 20)
    connections.presume(2, 20)
    connections.open((2, "b"), "", ACTIVE, 3)
    assert connections.expire(20) == [ANN]
    assert connections.users() == [2]
