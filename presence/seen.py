"""When people were last here: what is known and not yet written."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from datetime import datetime, timedelta

STEP = 10
"""Seconds to which the time of leaving is rounded, so that many leavers are one write."""
KEPT = timedelta(minutes=3)
"""For how long it is known here who left: until every process must have written it."""


def rounded(at: datetime) -> datetime:
    """Return the time as it is written of those who are no longer seen."""
    return at.replace(microsecond=0, second=at.second - at.second % STEP)


class LastSeen:
    """Leavers of all processes, and whom this process has to write down."""

    def __init__(self) -> None:
        self._left: dict[int, datetime] = {}
        self._ours: set[int] = set()

    def arrived(self, user: int) -> None:
        """Somebody has a socket on this process: it is this process that writes of them."""
        self._ours.add(user)

    def left(self, user: int, at: datetime) -> None:
        """Somebody is no longer here, on whatever process they were."""
        self._left[user] = rounded(at)

    def get(self, user: int) -> datetime | None:
        """Return when somebody left, where that may not be written yet."""
        return self._left.get(user)

    def due(
        self, local: Collection[int], shown: Container[int], now: datetime
    ) -> dict[datetime, list[int]]:
        """Return what is to be written: times, and who was last here then."""
        due: dict[datetime, list[int]] = {now: list(local)} if local else {}
        for user in self._ours.difference(local):
            if user not in shown and (at := self._left.get(user)):
                due.setdefault(at, []).append(user)
        return due

    def written(
        self,
        due: Mapping[datetime, Collection[int]],
        local: Collection[int],
        shown: Container[int],
        now: datetime,
    ) -> None:
        """Forget who need not be written again: what was ``due`` is in the database.

        Until this is said they stay due, so that a write that failed loses nobody.
        """
        done = {user for group in due.values() for user in group}
        missing = (u for u in self._ours.difference(local) if u not in done and u not in shown)
        self._ours = set(local).union(missing)
        self._left = {
            user: at for user, at in self._left.items() if now - at < KEPT or user in self._ours
        }
