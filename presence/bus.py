"""Whether this process still hears the bus: what it says itself must come back."""

from __future__ import annotations

from presence.timing import Timing


class Bus:
    """Live; lost, when no echo came for ``silence``; then returning, until all had time to speak.

    A process that was itself stopped finds the same: no echo for so long. Already one echo that is
    missing means that the silence of others proves nothing.
    """

    def __init__(self, timing: Timing, now: float) -> None:
        self._timing = timing
        self._doubt = 1.5 * timing.heartbeat
        self._heard = now
        self._is_lost = False
        self._current_from = now
        self._calm_from = now
        self.as_of: float | None = None
        """Since when what is known may be stale; None while live."""

    def check(self, now: float) -> None:
        """Notice that the bus was lost, or that everybody had time to speak since it came back."""
        if now - self._heard >= self._timing.silence:
            self._lose()
        elif not self._is_lost and now >= self._current_from:
            self.as_of = None

    def hear(self, now: float) -> bool:
        """Take note of an echo. True where it tells that a lost bus is back."""
        self.check(now)
        was_lost, missed = self._is_lost, now - self._heard
        self._is_lost, self._heard = False, now
        if was_lost:
            self._return(now)
        elif missed > self._doubt:
            self._calm_from = max(self._calm_from, now + self._doubt)
        return was_lost

    def is_calm(self, now: float) -> bool:
        """Say whether silence means that somebody is gone."""
        return now - self._heard <= self._doubt and now >= self._calm_from

    def _lose(self) -> None:
        if not self._is_lost and self.as_of is None:
            self.as_of = self._heard
        self._is_lost = True

    def _return(self, now: float) -> None:
        self._current_from = now + self._timing.heartbeat
        self._calm_from = now + self._timing.silence
