"""Who has a socket anywhere: the pure core, after Phoenix.Tracker.

Each process writes one small map, user → activity, under a random *incarnation*, and tells the
others by deltas and heartbeats; each keeps a replica of all the others' maps and asks for a whole
map where its copy is behind. Nothing here does I/O or reads a clock: ``now`` is in monotonic
seconds, and what is to be sent is returned by ``tick``, which is to be called at least every
``timing.coalesce`` seconds, and at once after a change.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from random import Random

from presence.bus import Bus
from presence.connections import Connections
from presence.ledger import PORTION, Ledger
from presence.messages import Activity, Ask, Delta, Leaving, Tracked
from presence.peers import Peers, token
from presence.replica import Replica
from presence.timing import Timing
from presence.view import View

NEVER = float("-inf")


class Tracker:
    """The users of this process, replicas of the other processes' maps, and the view over all."""

    def __init__(
        self, timing: Timing, random: Random, now: float, *, portion: int = PORTION
    ) -> None:
        """``portion`` is how many users one message may carry."""
        self._timing = timing
        self._random = random
        self._portion = portion
        self._connections = Connections(timing)
        self._ledger = Ledger(token(random), portion)
        self._former: deque[str] = deque(maxlen=8)
        self._peers = Peers(timing, random)
        self._view = View()
        self._bus = Bus(timing, now)
        self._told = self._beaten = NEVER
        self._has_asked = self._is_draining = self._was_cut_off = False

    # What the process's own sockets do ------------------------------------------------------

    def arrive(self, user: int, connection: str, login: str, now: float) -> None:
        """A socket opened. ``login`` is the log-in it came with."""
        self._connections.open((user, connection), login, self._view.shown.get(user), now)
        self._note([user])

    def depart(self, user: int, connection: str, now: float) -> None:
        """A socket closed; its user stays for the grace. Doing it twice does nothing."""
        self._connections.close((user, connection), now)

    def report(self, user: int, connection: str, activity: Activity) -> None:
        """The page behind a socket said whether somebody is at it."""
        self._connections.report((user, connection), activity)
        self._note([user])

    def end_login(self, user: int, login: str, now: float) -> None:
        """Somebody logged out on purpose: the sockets of that log-in get no grace."""
        self._connections.end_login(user, login, now)

    def end(self, user: int, connection: str, now: float) -> None:
        """Somebody disconnected one socket on purpose: it gets no grace."""
        self._connections.end((user, connection), now)

    def presume(self, users: Iterable[int], until: float) -> None:
        """Show people who were here before a restart until they had time to come back."""
        for user in users:
            self._connections.presume(user, until)
            self._note([user])

    def drain(self) -> list[Tracked]:
        """The process stops: it takes nobody away any more, for they reconnect elsewhere."""
        self._is_draining = True
        return [Leaving(incarnation=self.incarnation)]

    # Messages and time ----------------------------------------------------------------------

    def receive(self, message: Tracked, now: float) -> None:
        """Take note of what a tracker said, this one included. Answers come with a tick."""
        if message.incarnation == self.incarnation or message.incarnation in self._former:
            self._hear_echo(now)
            return
        if isinstance(message, Ask) and message.of in (None, self.incarnation):
            self._ledger.asked(message.ask)
        self._refresh(self._peers.hear(message, now))

    def tick(self, now: float) -> list[Tracked]:
        """Let the time pass, and return what is to be sent to everybody."""
        self._bus.check(now)
        return [
            *self._rebirth(now),
            *self._deltas(now),
            *self._beat(now),
            *self._asks(now),
            *self._ledger.answers(),
        ]

    # What it knows --------------------------------------------------------------------------

    @property
    def incarnation(self) -> str:
        return self._ledger.incarnation

    @property
    def peers(self) -> list[str]:
        """The other incarnations that count as up."""
        return list(self._peers.replicas)

    @property
    def version(self) -> int:
        """The version of this process's own map."""
        return self._ledger.version

    @property
    def replicas(self) -> Mapping[str, Replica]:
        """The other incarnations that count as up, as far as they were heard. For reading only."""
        return self._peers.replicas

    @property
    def shown(self) -> dict[int, Activity]:
        """Everybody with a socket anywhere, with the strongest of their activities."""
        return self._view.shown

    @property
    def as_of(self) -> float | None:
        """Since when the view may be stale, because the bus is silent; None while live."""
        return self._bus.as_of

    def activity_of(self, user: int, connection: str) -> Activity | None:
        """Return what the page behind one socket of this process says."""
        return self._connections.activity_of((user, connection))

    @property
    def local_users(self) -> list[int]:
        """Those whose sockets are on this process, or were within the grace."""
        return self._connections.users()

    @property
    def local_logins(self) -> set[str]:
        return self._connections.logins()

    def take_changed(self) -> set[int]:
        """Return the users whose entry in ``shown`` changed since the last call."""
        return self._view.take_changed()

    # How ------------------------------------------------------------------------------------

    def _note(self, users: Iterable[int]) -> None:
        for user in users:
            self._ledger.note(user, self._connections.activity(user))

    def _refresh(self, users: Iterable[int]) -> None:
        self._view.refresh(users, [self._ledger.map, *self._peers.maps()])

    def _hear_echo(self, now: float) -> None:
        if self._bus.hear(now):
            self._was_cut_off = True
            self._peers.pardon_all(now)

    def _rebirth(self, now: float) -> list[Tracked]:
        """Go on under a new incarnation where others may have given the old one up."""
        if not self._was_cut_off:
            return []
        former, self._ledger = self._ledger, Ledger(token(self._random), self._portion)
        self._former.append(former.incarnation)
        self._told = self._beaten = NEVER
        self._was_cut_off = False
        self._note(self._connections.users())
        deltas = self._tell(now)
        self._refresh(former.map.users)
        return deltas

    def _deltas(self, now: float) -> list[Tracked]:
        self._note(self._connections.assume(now))
        if self._bus.is_calm(now):
            self._refresh(self._peers.give_up(now))
            self._note(() if self._is_draining else self._connections.expire(now))
        return self._tell(now) if now - self._told >= self._timing.coalesce else []

    def _tell(self, now: float) -> list[Tracked]:
        deltas: list[Delta] = self._ledger.deltas()
        if deltas:
            self._told = now
            self._refresh(user for delta in deltas for user in delta.changed)
        return [*deltas]

    def _beat(self, now: float) -> list[Tracked]:
        if now - self._beaten < self._timing.heartbeat:
            return []
        self._beaten = now
        return [self._ledger.heartbeat()]

    def _asks(self, now: float) -> list[Tracked]:
        if not self._has_asked:
            self._has_asked = True
            return [self._peers.ask_everyone(self.incarnation, now)]
        return [*self._peers.asks(self.incarnation, now)]
