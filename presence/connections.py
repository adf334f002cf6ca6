"""The sockets of this process: a set for each user, never a counter.

A socket that closed stays in the set for the grace, as active or idle as it was, so that a reload
or a lost connection changes nothing; the user's next socket takes its place.
"""

from __future__ import annotations

import msgspec

from presence.grace import Deadlines
from presence.messages import Activity
from presence.timing import Timing

Key = tuple[int, str]
"""A user and one of their connections."""

PRESUMED = ""
"""The connection of those who are expected back after a restart."""


class Connection(msgspec.Struct):
    """One socket: the log-in it came with, and what its page says of its user."""

    login: str
    activity: Activity


class Connections:
    """Who has which sockets here, and which of them closed a moment ago."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._of: dict[int, dict[str, Connection]] = {}
        self._closing: Deadlines[Key] = Deadlines()
        self._unreported: Deadlines[Key] = Deadlines()

    def users(self) -> list[int]:
        return list(self._of)

    def logins(self) -> set[str]:
        """Return the log-ins of all sockets here."""
        return {c.login for sockets in self._of.values() for c in sockets.values() if c.login}

    def activity(self, user: int) -> Activity | None:
        """Return the strongest of the user's sockets; None without any."""
        return max((c.activity for c in self._of.get(user, {}).values()), default=None)

    def activity_of(self, key: Key) -> Activity | None:
        """Return what one socket's page says; None where it is not known."""
        connection = self._of.get(key[0], {}).get(key[1])
        return connection.activity if connection else None

    def open(self, key: Key, login: str, shown: Activity | None, now: float) -> None:
        """Take note of a new socket of somebody who is ``shown`` so at present.

        Somebody away stays so until the page had time to say whether they are: a laptop that
        reconnects at night does not wake everybody's list.
        """
        user, connection = key
        self._take_over(user)
        activity = Activity.ACTIVE if shown is None else shown
        self._of.setdefault(user, {})[connection] = Connection(login, activity)
        if activity is Activity.IDLE:
            self._unreported.set(key, now + self._timing.report)

    def close(self, key: Key, now: float) -> None:
        """Begin the grace of a socket that closed."""
        self._unreported.cancel(key)
        if self._has(key) and key not in self._closing:
            self._closing.set(key, now + self._timing.grace)

    def report(self, key: Key, activity: Activity) -> None:
        """Take note of what a page says."""
        self._unreported.cancel(key)
        if self._has(key) and key not in self._closing:
            self._of[key[0]][key[1]].activity = activity

    def end_login(self, user: int, login: str, now: float) -> None:
        """Let the log-in's sockets go without grace, those that closed already included."""
        for connection, socket in self._of.get(user, {}).items():
            if socket.login == login:
                self._unreported.cancel((user, connection))
                self._closing.set((user, connection), now)

    def end(self, key: Key, now: float) -> None:
        """Let one socket go without grace."""
        if self._has(key):
            self._unreported.cancel(key)
            self._closing.set(key, now)

    def presume(self, user: int, until: float) -> None:
        """Expect a user back who was here before a restart."""
        self._of.setdefault(user, {})[PRESUMED] = Connection("", Activity.ACTIVE)
        self._closing.set((user, PRESUMED), until)

    def assume(self, now: float) -> list[int]:
        """Return the users who count as active because no page said otherwise."""
        keys = self._unreported.due(now)
        for user, connection in keys:
            self._of[user][connection].activity = Activity.ACTIVE
        return [user for user, _ in keys]

    def expire(self, now: float) -> list[int]:
        """Forget the sockets whose grace is over, and return their users."""
        keys = self._closing.due(now)
        for key in keys:
            self._forget(key)
        return [user for user, _ in keys]

    def _has(self, key: Key) -> bool:
        return key[1] in self._of.get(key[0], {})

    def _take_over(self, user: int) -> None:
        for connection in list(self._of.get(user, {})):
            if (user, connection) in self._closing:
                self._closing.cancel((user, connection))
                self._forget((user, connection))

    def _forget(self, key: Key) -> None:
        user, connection = key
        del self._of[user][connection]
        if not self._of[user]:
            del self._of[user]
