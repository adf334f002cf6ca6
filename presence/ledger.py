"""What this incarnation has told of its own users, and what it has yet to tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from presence.messages import Activity, Answer, Delta, Heartbeat
from presence.statemap import StateMap

PORTION = 1000  # users in one message
ANSWERS_AT_ONCE = 8  # Messages of a whole map sent in one go: a layer's queues are bounded.

T = TypeVar("T")


class Ledger:
    """The only writer of one incarnation's map. Version 0 is the empty map."""

    def __init__(self, incarnation: str, portion: int = PORTION) -> None:
        self.incarnation = incarnation
        self._portion = portion
        self.map = StateMap()
        self.version = 0
        self._untold: dict[int, Activity | None] = {}
        self._asks: list[str] = []
        self._answers: list[Answer] = []

    def note(self, user: int, activity: Activity | None) -> None:
        """Take note of a user's state; one that is back as it was told is no news."""
        if self.map.users.get(user) == activity:
            self._untold.pop(user, None)
        else:
            self._untold[user] = activity

    def asked(self, ask: str) -> None:
        """Remember that somebody wants the whole map."""
        if ask not in self._asks:
            self._asks.append(ask)

    def deltas(self) -> list[Delta]:
        """Return what is to be told now, in messages of bounded size."""
        untold, self._untold = self._untold, {}
        return [self._delta(part) for part in self._parts(untold)]

    def heartbeat(self) -> Heartbeat:
        return Heartbeat(
            incarnation=self.incarnation,
            version=self.version,
            size=len(self.map.users),
            digest=self.map.digest,
        )

    def answers(self) -> list[Answer]:
        """Return a bounded number of answers: one whole map for all who asked meanwhile."""
        if self._asks and not self._answers:
            self._answers = self._whole_map()
            self._asks = []
        now, self._answers = self._answers[:ANSWERS_AT_ONCE], self._answers[ANSWERS_AT_ONCE:]
        return now

    def _delta(self, changed: dict[int, Activity | None]) -> Delta:
        self.map.update(changed)
        self.version += 1
        return Delta(
            incarnation=self.incarnation,
            from_version=self.version - 1,
            to_version=self.version,
            changed=changed,
        )

    def _whole_map(self) -> list[Answer]:
        parts = self._parts(self.map.users) or [{}]
        return [
            Answer(
                incarnation=self.incarnation,
                asks=self._asks,
                version=self.version,
                part=number,
                parts=len(parts),
                users=part,
            )
            for number, part in enumerate(parts)
        ]

    def _parts(self, users: Mapping[int, T]) -> list[dict[int, T]]:
        items, size = list(users.items()), self._portion
        return [dict(items[start : start + size]) for start in range(0, len(items), size)]
