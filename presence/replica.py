"""One other incarnation's map, as far as this process has heard of it."""

from __future__ import annotations

from presence.messages import Activity, Answer, Delta, Heartbeat
from presence.statemap import StateMap

UNKNOWN = -1
MAX_EARLY = 256
"""Deltas kept while a gap before them is being filled."""


class Replica:
    """A copy that knows when it is behind, and then asks for the whole map.

    Deltas may come twice, late or in another order: they are applied in the order of versions, and
    kept while the copy waits for the map they build on.
    """

    def __init__(self) -> None:
        self.map = StateMap()
        self.version = UNKNOWN
        self.heard = float("-inf")
        """When anything was last heard from it."""
        self.ask: str | None = None
        self.ask_at: float | None = None
        """When to ask (again)."""
        self.is_leaving = False
        self._newest = 0
        self._is_wrong = False
        self._early: dict[int, Delta] = {}
        self._parts: dict[int, dict[int, Activity]] = {}
        self._parts_version = UNKNOWN

    @property
    def is_behind(self) -> bool:
        return self.version < self._newest or self._is_wrong

    def beat(self, heartbeat: Heartbeat) -> set[int]:
        """Compare with what the owner says its map looks like."""
        self._newest = max(self._newest, heartbeat.version)
        if self.version == UNKNOWN and heartbeat.size == 0:
            self.version = heartbeat.version
        if self.version == heartbeat.version:
            looks = (len(self.map.users), self.map.digest)
            self._is_wrong = looks != (heartbeat.size, heartbeat.digest)
        return self._catch_up()

    def apply(self, delta: Delta) -> set[int]:
        """Apply a delta, or keep it until its turn. Returns the users it touched."""
        if self.version == UNKNOWN and delta.from_version == 0:
            self.version = 0
        self._newest = max(self._newest, delta.to_version)
        self._early[delta.from_version] = delta
        return self._catch_up()

    def complete(self, answer: Answer) -> set[int]:
        """Take one part of the map asked for; the last one replaces the copy."""
        if self.ask is None or self.ask not in answer.asks or answer.version < self._parts_version:
            return set()
        if answer.version > self._parts_version:
            self._parts, self._parts_version = {}, answer.version
        self._parts[answer.part] = answer.users
        return self._replace() if len(self._parts) == answer.parts else set()

    def plan(self, now: float, delay: float) -> None:
        """Ask ``delay`` seconds from now, if the copy is behind then and nobody asked yet."""
        if not self.is_behind:
            self._expect_nothing()
        elif self.ask_at is None:
            self.ask_at = now + delay

    def asking(self, ask: str, again_at: float) -> None:
        """Take note that the map was asked for."""
        self.ask, self.ask_at = ask, again_at
        self._parts, self._parts_version = {}, UNKNOWN

    def _replace(self) -> set[int]:
        before, users = self.map.users, {u: a for p in self._parts.values() for u, a in p.items()}
        self.map, self.version, self._is_wrong = StateMap(users), self._parts_version, False
        return before.keys() | users.keys() | self._catch_up()

    def _catch_up(self) -> set[int]:
        touched: set[int] = set()
        while (delta := self._early.get(self.version)) and delta.to_version > self.version:
            self.map.update(delta.changed)
            self.version = delta.to_version
            touched |= delta.changed.keys()
        self._forget_early()
        return touched

    def _forget_early(self) -> None:
        if not self.is_behind:
            self._early.clear()
        while len(self._early) > MAX_EARLY:
            del self._early[min(self._early)]

    def _expect_nothing(self) -> None:
        self.ask = self.ask_at = None
        self._parts, self._parts_version = {}, UNKNOWN
