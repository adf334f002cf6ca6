"""A cluster of trackers on a fake clock, joined by a bus that can be as bad as a test likes."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from presence.messages import Activity, Tracked
from presence.timing import Timing
from presence.tracker import Tracker

TICK = 0.25
TIMING = Timing()


@dataclass
class Process:
    """One server process: its tracker, and the sockets that it truly has."""

    tracker: Tracker
    sockets: dict[tuple[int, str], Activity] = field(default_factory=dict)
    inbox: list[tuple[float, int, Tracked]] = field(default_factory=list)
    is_paused: bool = False
    disturbed_at: float = float("-inf")
    """When it was last not running as it should."""


class World:
    """Processes, time, and the truth to compare with."""

    def __init__(
        self, seed: int, *, processes: int = 3, loss: float = 0.0, portion: int = 1000
    ) -> None:
        self.random = Random(seed)
        self.loss = loss
        self.portion = portion
        self.longest_delay = 0.0
        self.bus_is_down = False
        self.bus_was_down_at = float("-inf")
        self.now = 0.0
        self.processes: list[Process] = []
        self.messages = 0
        self._numbers = 0
        for _ in range(processes):
            self.start()

    # What happens to processes ----------------------------------------------------------------

    def start(self) -> Process:
        seed = self.random.getrandbits(64)
        tracker = Tracker(TIMING, Random(seed), self.now, portion=self.portion)
        self.processes.append(Process(tracker, disturbed_at=self.now))
        return self.processes[-1]

    def kill(self, process: Process) -> None:
        self.processes.remove(process)

    def pause(self, process: Process) -> None:
        process.is_paused = True

    def resume(self, process: Process) -> None:
        process.is_paused = False

    # What people do ---------------------------------------------------------------------------

    def open(self, process: Process, user: int, activity: Activity = Activity.ACTIVE) -> str:
        connection = f"c{self._number()}"
        process.sockets[user, connection] = activity
        process.tracker.arrive(user, connection, "login", self.now)
        process.tracker.report(user, connection, activity)
        return connection

    def close(self, process: Process, user: int, connection: str) -> None:
        del process.sockets[user, connection]
        process.tracker.depart(user, connection, self.now)

    def report(self, process: Process, user: int, connection: str, activity: Activity) -> None:
        process.sockets[user, connection] = activity
        process.tracker.report(user, connection, activity)

    # Time -------------------------------------------------------------------------------------

    def wait(self, seconds: float) -> None:
        for _ in self.steps(seconds):
            pass

    def steps(self, seconds: float) -> Iterator[float]:
        """Let time pass, and yield after each tick."""
        until = self.now + seconds
        while self.now < until:
            self.now += TICK
            if self.bus_is_down:
                self.bus_was_down_at = self.now
            for process in self.processes:
                self._run(process)
            yield self.now

    def settle(self) -> None:
        """Mend everything, and wait until nothing can be under way any more."""
        self.loss, self.bus_is_down, self.longest_delay = 0.0, False, 0.0
        for process in self.processes:
            self.resume(process)
        self.wait(60)

    # The truth --------------------------------------------------------------------------------

    def truth(self) -> dict[int, Activity]:
        shown: dict[int, Activity] = {}
        for process in self.processes:
            for (user, _), activity in process.sockets.items():
                shown[user] = max(activity, shown.get(user, activity))
        return shown

    def agrees(self) -> bool:
        return all(process.tracker.shown == self.truth() for process in self.processes)

    # How --------------------------------------------------------------------------------------

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _run(self, process: Process) -> None:
        if process.is_paused:
            process.disturbed_at = self.now
            return
        # Whether timers or sockets come first after a pause is up to the event loop.
        for act in self.random.sample([self._deliver, self._tick], 2):
            act(process)

    def _deliver(self, process: Process) -> None:
        while process.inbox and process.inbox[0][0] <= self.now:
            self.hear(process, heapq.heappop(process.inbox)[2])

    def hear(self, process: Process, message: Tracked) -> None:
        process.tracker.receive(message, self.now)

    def _tick(self, process: Process) -> None:
        for message in process.tracker.tick(self.now):
            self.send(message)

    def send(self, message: Tracked) -> None:
        self.messages += 1
        for process in self.processes:
            for _ in range(self._copies()):
                delay = self.random.uniform(0, self.longest_delay)
                heapq.heappush(process.inbox, (self.now + delay, self._number(), message))

    def _copies(self) -> int:
        if self.bus_is_down or self.random.random() < self.loss:
            return 0
        return 1 + (self.loss > 0 and self.random.random() < self.loss)
