"""What viewers may count on when nothing is broken, and what restarts and outages look like."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presence.messages import Activity, Heartbeat, Leaving
from tests.presence.world import TIMING, Process, World

ANN, BOB = 1, 2
ACTIVE, IDLE = Activity.ACTIVE, Activity.IDLE
SEEDS = st.integers(0, 2**32)
WITHIN_GRACE = st.floats(0.25, TIMING.grace - 1)


def quiet_world(seed: int = 0, processes: int = 3) -> World:
    world = World(seed, processes=processes)
    world.wait(2)
    return world


def changes(world: World, seconds: float, happen: Callable[[], None]) -> set[int]:
    """Return everybody whose state any process showed otherwise than before, at any time."""
    for process in world.processes:
        process.tracker.take_changed()
    changed: set[int] = set()
    happen()
    for _ in world.steps(seconds):
        changed |= {u for p in world.processes for u in p.tracker.take_changed()}
    return changed


@settings(max_examples=30, print_blob=True)
@given(SEEDS, st.sampled_from(Activity), WITHIN_GRACE, st.booleans())
def test_a_reload_or_a_move_to_another_process_is_no_news(seed, activity, gap, moves):
    world = quiet_world(seed)
    first, second, _ = world.processes
    tab = world.open(first, ANN, activity)
    world.wait(5)

    def reload() -> None:
        world.close(first, ANN, tab)
        world.wait(gap)
        world.open(second if moves else first, ANN, activity)

    assert changes(world, 30, reload) == set()
    assert world.agrees()


@settings(max_examples=30, print_blob=True)
@given(SEEDS, st.booleans())
def test_closing_one_of_several_tabs_on_any_process_is_no_news(seed, is_elsewhere):
    world = quiet_world(seed)
    first, second, _ = world.processes
    tab = world.open(first, ANN)
    world.open(second if is_elsewhere else first, ANN)
    world.wait(5)
    assert changes(world, 30, lambda: world.close(first, ANN, tab)) == set()
    assert world.agrees()


@settings(max_examples=20, print_blob=True)
@given(SEEDS, st.lists(WITHIN_GRACE, min_size=3, max_size=3))
def test_a_rolling_restart_with_people_back_in_time_is_no_news(seed, delays):
    world = quiet_world(seed)
    stopping, other, _ = world.processes
    tabs = {user: world.open(stopping, user) for user in (1, 2, 3)}
    world.wait(5)

    def restart() -> None:
        for message in stopping.tracker.drain():
            world.send(message)
        for user, tab in tabs.items():
            world.close(stopping, user, tab)
        world.wait(3)
        world.kill(stopping)
        for user, delay in zip(tabs, sorted(delays), strict=True):
            world.wait(delay / 3)
            world.open(other, user)

    assert changes(world, 40, restart) == set()
    assert world.agrees()


def test_a_change_is_shown_everywhere_with_the_next_tick():
    world = quiet_world()
    world.open(world.processes[0], ANN)
    world.wait(0.5)
    assert all(process.tracker.shown == {ANN: ACTIVE} for process in world.processes)


def test_a_log_out_takes_somebody_off_at_once_everywhere():
    world = quiet_world()
    process = world.processes[0]
    tab = world.open(process, ANN)
    world.wait(1)
    process.tracker.end_login(ANN, "login", world.now)
    world.close(process, ANN, tab)
    world.wait(0.75)
    assert all(p.tracker.shown == {} for p in world.processes)


def test_the_dead_leave_as_one_batch_within_the_bound():
    world = quiet_world()
    victim, witness, _ = world.processes
    for user in range(1, 301):
        world.open(victim, user)
    world.wait(5)
    witness.tracker.take_changed()
    world.kill(victim)
    batches = [witness.tracker.take_changed() for _ in world.steps(25)]
    assert [len(batch) for batch in batches if batch] == [300]


def test_a_stopped_process_comes_back_complete_under_a_new_incarnation():
    world = quiet_world()
    stopped, other, _ = world.processes
    world.open(stopped, ANN)
    world.open(other, BOB)
    world.wait(5)
    before = stopped.tracker.incarnation
    world.pause(stopped)
    world.wait(30)
    assert other.tracker.shown == {BOB: ACTIVE}
    world.resume(stopped)
    world.wait(10)
    assert stopped.tracker.incarnation != before
    assert world.agrees()


@pytest.mark.parametrize("seconds", [3, 8, 11, 14, 17, 60])
def test_losing_the_bus_takes_nobody_off_who_is_here(seconds):
    world = quiet_world()
    for user, process in enumerate(world.processes, 1):
        world.open(process, user)
    world.wait(7)

    def outage() -> None:
        world.bus_is_down = True
        for _ in world.steps(seconds):
            assert all(len(p.tracker.shown) == 3 for p in world.processes)
        world.bus_is_down = False

    assert changes(world, 25, outage) == set()
    assert world.agrees()


def test_a_lost_bus_makes_the_list_stale_until_it_is_back():
    world = quiet_world()
    process = world.processes[0]
    world.bus_is_down = True
    world.wait(21)
    assert process.tracker.as_of is not None
    assert process.tracker.as_of <= 2
    world.bus_is_down = False
    world.wait(11)
    assert process.tracker.as_of is None


def test_what_happened_during_an_outage_is_right_within_25_seconds_of_its_end():
    world = quiet_world()
    first, second, _ = world.processes
    tab = world.open(first, ANN)
    world.wait(5)
    world.bus_is_down = True
    world.wait(30)
    world.close(first, ANN, tab)
    world.open(second, BOB, IDLE)
    world.wait(30)
    world.bus_is_down = False
    world.wait(25)
    assert world.agrees()


def test_the_end_of_an_outage_brings_no_storm():
    world = quiet_world()
    for user in range(1, 3001):
        world.open(world.processes[user % 3], user)
    world.wait(5)
    world.bus_is_down = True
    world.wait(60)
    world.bus_is_down = False
    before = world.messages
    world.wait(25)
    assert world.agrees()
    heartbeats, maps = 25 / TIMING.heartbeat + 1, 2
    assert world.messages - before <= len(world.processes) * (heartbeats + maps)


def test_a_new_process_asks_everybody_once_and_is_complete_within_a_second():
    world = quiet_world()
    for user in range(1, 3001):
        world.open(world.processes[0], user)
    world.wait(5)
    newcomer = world.start()
    world.wait(1)
    assert len(newcomer.tracker.shown) == 3000


def test_a_quiet_cluster_sends_nothing_but_heartbeats():
    world = quiet_world()
    for user in range(1, 101):
        world.open(world.processes[user % 3], user)
    world.wait(10)
    before = world.messages
    world.wait(60)
    assert world.messages - before == 3 * 60 / TIMING.heartbeat


def test_a_burst_of_changes_is_one_message():
    world = quiet_world()
    process = world.processes[0]
    world.wait(0.5)
    before = world.messages
    for user in range(1, 901):
        world.open(process, user)
    world.wait(0.25)
    assert world.messages - before <= 1 + len(world.processes)


def test_one_process_is_the_same_without_peers():
    world = quiet_world(processes=1)
    (process,) = world.processes
    tab = world.open(process, ANN)
    world.wait(0.25)
    assert process.tracker.shown == {ANN: ACTIVE}
    world.close(process, ANN, tab)
    world.wait(TIMING.grace + 0.5)
    assert process.tracker.shown == {}


def test_those_presumed_after_a_restart_leave_unless_they_come():
    world = quiet_world(processes=1)
    (process,) = world.processes
    process.tracker.presume([ANN, BOB], world.now + 20)
    world.wait(1)
    world.open(process, BOB)
    world.wait(18)
    assert process.tracker.shown == {ANN: ACTIVE, BOB: ACTIVE}
    world.wait(2)
    assert process.tracker.shown == {BOB: ACTIVE}


def test_a_stopping_process_says_so_and_takes_nobody_off():
    world = quiet_world()
    process: Process = world.processes[0]
    tab = world.open(process, ANN)
    world.wait(1)
    (farewell,) = process.tracker.drain()
    assert isinstance(farewell, Leaving)
    world.close(process, ANN, tab)
    world.wait(30)
    assert all(p.tracker.shown == {ANN: ACTIVE} for p in world.processes)


def test_people_of_a_process_that_said_goodbye_have_as_long_as_after_a_restart():
    world = quiet_world()
    process, witness, _ = world.processes
    world.open(process, ANN)
    world.wait(5)
    for message in process.tracker.drain():
        world.send(message)
    world.wait(1)
    world.kill(process)
    world.wait(14.5)
    assert witness.tracker.shown == {ANN: ACTIVE}
    world.wait(7)
    assert witness.tracker.shown == {}


def test_a_message_of_somebody_long_gone_brings_nobody_back():
    world = quiet_world()
    victim, witness, _ = world.processes
    world.open(victim, ANN)
    world.wait(5)
    late = [m for m in victim.tracker.tick(world.now + 5) if isinstance(m, Heartbeat)]
    world.kill(victim)
    world.wait(25)
    for message in late:
        witness.tracker.receive(message, world.now)
    world.wait(3)
    assert witness.tracker.shown == {}
    world.wait(20)
    assert len(witness.tracker.peers) == 1
