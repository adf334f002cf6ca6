"""The tracker against everything that may happen to processes, people and the bus."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from presence.messages import Activity
from tests.presence.world import TICK, Process, World

USERS = st.integers(1, 6)
ACTIVITIES = st.sampled_from(Activity)
WHICH = st.integers(0, 10_000)

MACHINE = settings(
    max_examples=150,
    stateful_step_count=40,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


class Cluster(RuleBasedStateMachine):
    """Up to five processes; every rule is something that happens in a data centre."""

    loss = 0.0

    @initialize(seed=st.integers(0, 2**32), processes=st.integers(1, 3))
    def build(self, seed: int, processes: int) -> None:
        self.world = World(seed, processes=processes, loss=self.loss, portion=2)
        self.died: dict[int, float] = {}
        self.steady: dict[tuple[int, int], float] = {}
        for user in (1, 2, 3, 4):
            self.open_a_tab(user, user, Activity.ACTIVE)
        self.world.wait(1)

    def some(self, which: int) -> Process | None:
        running = [p for p in self.world.processes if not p.is_paused]
        return running[which % len(running)] if running else None

    def some_socket(self, which: int) -> tuple[Process, int, str] | None:
        sockets = [
            (process, user, connection)
            for process in self.world.processes
            if not process.is_paused
            for user, connection in process.sockets
        ]
        return sockets[which % len(sockets)] if sockets else None

    # People -----------------------------------------------------------------------------------

    @rule(which=WHICH, user=USERS, activity=ACTIVITIES)
    def open_a_tab(self, which: int, user: int, activity: Activity) -> None:
        if process := self.some(which):
            self.world.open(process, user, activity)
            self.died.pop(user, None)

    @rule(which=WHICH)
    def close_a_tab(self, which: int) -> None:
        if found := self.some_socket(which):
            self.world.close(*found)

    @rule(which=WHICH, activities=st.lists(ACTIVITIES, min_size=1, max_size=3))
    def become(self, which: int, activities: list[Activity]) -> None:
        if found := self.some_socket(which):
            for activity in activities:
                self.world.report(*found, activity)

    @rule(which=WHICH)
    def log_out(self, which: int) -> None:
        if found := self.some_socket(which):
            process, user, _connection = found
            process.tracker.end_login(user, "login", self.world.now)
            for other, connection in list(process.sockets):
                if other == user:
                    self.world.close(process, user, connection)

    # Processes and the bus --------------------------------------------------------------------

    @precondition(lambda self: len(self.world.processes) < 5)
    @rule()
    def start_a_process(self) -> None:
        self.world.start()

    @precondition(lambda self: len(self.world.processes) > 1)
    @rule(which=WHICH, says_so=st.booleans())
    def end_a_process(self, which: int, says_so: bool) -> None:
        process = self.world.processes[which % len(self.world.processes)]
        for message in process.tracker.drain() if says_so else ():
            self.world.send(message)
        self.world.kill(process)
        alive = self.world.truth()
        for user, _ in process.sockets:
            if user not in alive:
                self.died[user] = self.world.now

    @rule(which=WHICH)
    def stop_a_process(self, which: int) -> None:
        if process := self.some(which):
            self.world.pause(process)

    @rule(which=WHICH)
    def continue_a_process(self, which: int) -> None:
        paused = [p for p in self.world.processes if p.is_paused]
        if paused:
            self.world.resume(paused[which % len(paused)])

    @rule(is_down=st.booleans())
    def lose_or_mend_the_bus(self, is_down: bool) -> None:
        self.world.bus_is_down = is_down

    @rule(calm=st.sampled_from([30, 45]), seconds=st.sampled_from([8, 12, 17, 40]))
    def live_through_an_outage(self, calm: float, seconds: float) -> None:
        self.wait(calm)
        self.world.bus_is_down = True
        self.wait(seconds)
        self.world.bus_is_down = False

    @rule(delay=st.sampled_from([0.0, 0.4, 1.0, 2.0]))
    def be_slow(self, delay: float) -> None:
        self.world.longest_delay = delay

    @rule(seconds=st.sampled_from([0.25, 1, 4, 9, 12, 16, 30]))
    def wait(self, seconds: float) -> None:
        before = self.shown()
        for _ in self.world.steps(seconds):
            self.nobody_here_is_missing_where_they_are()
            self.count_steady_seconds()
            if not self.loss:
                self.nobody_outlives_their_process()
                self.nobody_steady_disappears(before)
            before = self.shown()

    @rule()
    def settle(self) -> None:
        """When things are quiet, every process shows the truth."""
        self.world.settle()
        for process in self.world.processes:
            assert process.tracker.shown == self.world.truth()
            assert process.tracker.as_of is None
            assert len(process.tracker.peers) == len(self.world.processes) - 1
        self.world.loss = self.loss

    # What always holds ------------------------------------------------------------------------

    def nobody_here_is_missing_where_they_are(self) -> None:
        """I7, I8: whatever the bus does, a process shows the people on its own sockets."""
        for process in self.world.processes:
            if not process.is_paused:
                assert {user for user, _ in process.sockets} <= process.tracker.shown.keys()

    def nobody_steady_disappears(self, before: dict[int, set[int]]) -> None:
        """I8: nobody who has long been on a running process vanishes for anyone."""
        steady = {user for (_, user), seconds in self.steady.items() if seconds > 20}
        for process in self.world.processes:
            if self.world.now - process.disturbed_at > 40:
                vanished = before[id(process)] - process.tracker.shown.keys()
                assert not vanished & steady

    def shown(self) -> dict[int, set[int]]:
        return {id(p): set(p.tracker.shown) for p in self.world.processes}

    def count_steady_seconds(self) -> None:
        """Count for how long people were on a running process while the bus was up."""
        seconds = 0.0 if self.world.bus_is_down else TICK
        self.steady = {
            (id(process), user): seconds + self.steady.get((id(process), user), 0.0)
            for process in self.world.processes
            if self.world.now - process.disturbed_at > 1
            for user, _ in process.sockets
        }

    def nobody_outlives_their_process(self) -> None:
        """I1: 25 s after the process that held their last socket died, nobody shows them."""
        for user, died in self.died.items():
            for process in self.world.processes:
                disturbed = max(process.disturbed_at, self.world.bus_was_down_at)
                if self.world.now - max(died, disturbed) > 25:
                    assert not self.is_believed_alive(user, process)

    def is_believed_alive(self, user: int, process: Process) -> bool:
        """Leave out users whose sockets elsewhere closed lately: their grace is another matter."""
        elsewhere = any(user in p.tracker.local_users for p in self.world.processes)
        return user in process.tracker.shown and not elsewhere


class LossyCluster(Cluster):
    """The same, and every fifth message is lost, every fifth comes twice."""

    loss = 0.2


TestCluster = Cluster.TestCase
TestCluster.settings = MACHINE
TestLossyCluster = LossyCluster.TestCase
TestLossyCluster.settings = MACHINE
