"""Token buckets: how often something may be done."""

from collections.abc import Hashable
from math import ceil
from threading import Lock

from django.utils.translation import gettext as _


class TooFast(Exception):
    """Asked for too often; allowed again after ``retry_after`` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after

    @property
    def seconds(self) -> int:
        """The wait in whole seconds, never too short."""
        return ceil(self.retry_after)

    def __str__(self) -> str:
        return _("Too fast: try again in %(seconds)d s.") % {"seconds": self.seconds}


class Bucket:
    """A token bucket: ``rate`` tokens a second, at most ``burst`` saved up."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._at = burst, now

    def take(self, now: float) -> float:
        """Take a token and return 0, or return the seconds until there is one."""
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return (1 - self._tokens) / self._rate
        self._tokens -= 1
        return 0

    def is_full(self, now: float) -> bool:
        return self._tokens + (now - self._at) * self._rate >= self._burst


class Buckets:
    """A bucket for each key; full ones are forgotten, so memory follows use."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst = rate, burst
        self._buckets: dict[Hashable, Bucket] = {}
        self._sweep_at = 1000
        self._lock = Lock()

    def take(self, key: Hashable, now: float) -> None:
        """Take a token of ``key``'s. From any thread. Raises TooFast."""
        with self._lock:
            if len(self._buckets) >= self._sweep_at:
                self._sweep(now)
            bucket = self._buckets.setdefault(key, Bucket(self._rate, self._burst, now))
            wait = bucket.take(now)
        if wait:
            raise TooFast(wait)

    def clear(self) -> None:
        """Let everybody begin anew."""
        with self._lock:
            self._buckets.clear()

    def _sweep(self, now: float) -> None:
        self._buckets = {k: b for k, b in self._buckets.items() if not b.is_full(now)}
        self._sweep_at = max(1000, 2 * len(self._buckets))
