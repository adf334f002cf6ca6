"""Replicas of the other processes' maps: kept in step, asked for, and given up."""

from __future__ import annotations

from random import Random

from presence.messages import Answer, Ask, Delta, Heartbeat, Leaving, Tracked
from presence.replica import Replica
from presence.statemap import StateMap
from presence.timing import Timing


def token(random: Random) -> str:
    """Return a name that no other incarnation or question has."""
    return f"{random.getrandbits(64):016x}"


class Peers:
    """One replica for each incarnation that was heard of lately. Methods return touched users."""

    def __init__(self, timing: Timing, random: Random) -> None:
        self._timing = timing
        self._random = random
        self._first_ask = ""
        self._first_ask_until = float("-inf")
        self.replicas: dict[str, Replica] = {}

    def maps(self) -> list[StateMap]:
        return [replica.map for replica in self.replicas.values()]

    def hear(self, message: Tracked, now: float) -> set[int]:
        """Take note of what another incarnation said."""
        replica = self._replica_of(message.incarnation, now)
        replica.heard = now
        touched = _take_in(message, replica)
        replica.plan(now, self._random.uniform(0, self._timing.jitter))
        return touched

    def ask_everyone(self, incarnation: str, now: float) -> Ask:
        """Return a new process's first question: every answer to it is welcome."""
        self._first_ask = token(self._random)
        self._first_ask_until = now + self._timing.answer
        return Ask(incarnation=incarnation, of=None, ask=self._first_ask)

    def asks(self, incarnation: str, now: float) -> list[Ask]:
        """Return the questions that are due: one in flight for each incarnation."""
        return [
            self._ask(incarnation, of, replica, now)
            for of, replica in self.replicas.items()
            if replica.ask_at is not None and replica.ask_at <= now
        ]

    def pardon_all(self, now: float) -> None:
        """Count the silence of everybody from now on: it was this process that did not hear."""
        for replica in self.replicas.values():
            replica.heard = now

    def give_up(self, now: float) -> set[int]:
        """Forget those that were silent for too long, all in one batch.

        One that said that it leaves is kept until its people had time to come back elsewhere.
        """
        silent = [
            incarnation
            for incarnation, replica in self.replicas.items()
            if now - replica.heard >= self._patience(replica)
        ]
        return {user for incarnation in silent for user in self.replicas.pop(incarnation).map.users}

    def _patience(self, replica: Replica) -> float:
        return self._timing.settle if replica.is_leaving else self._timing.silence

    def _replica_of(self, incarnation: str, now: float) -> Replica:
        if incarnation not in self.replicas:
            replica = self.replicas[incarnation] = Replica()
            if now < self._first_ask_until:
                replica.asking(self._first_ask, again_at=self._first_ask_until)
        return self.replicas[incarnation]

    def _ask(self, incarnation: str, of: str, replica: Replica, now: float) -> Ask:
        ask = token(self._random)
        patience = self._timing.answer + self._random.uniform(0, self._timing.jitter)
        replica.asking(ask, again_at=now + patience)
        return Ask(incarnation=incarnation, of=of, ask=ask)


def _take_in(message: Tracked, replica: Replica) -> set[int]:
    match message:
        case Delta():
            return replica.apply(message)
        case Heartbeat():
            return replica.beat(message)
        case Answer():
            return replica.complete(message)
        case Leaving():
            replica.is_leaving = True
    return set()
