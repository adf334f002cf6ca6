"""Deadlines that may be moved or cancelled before they come."""

from __future__ import annotations

import heapq
from typing import Generic, TypeVar

K = TypeVar("K")

SPARE = 100  # void entries that are not worth the sweeping


class Deadlines(Generic[K]):
    """A heap of times, each belonging to a key; a key has one at most."""

    def __init__(self) -> None:
        self._at: dict[K, float] = {}
        self._heap: list[tuple[float, int, K]] = []
        self._entries = 0

    def __contains__(self, key: K) -> bool:
        return key in self._at

    def set(self, key: K, at: float) -> None:
        """Let the key come due at ``at``, whatever was said before."""
        if self._at.get(key) == at:
            return
        self._entries += 1
        self._at[key] = at
        heapq.heappush(self._heap, (at, self._entries, key))
        if len(self._heap) > 2 * len(self._at) + SPARE:
            self._forget_void()

    def cancel(self, key: K) -> None:
        # What is left in the heap is told by its time that it is void, when that comes.
        self._at.pop(key, None)

    def _forget_void(self) -> None:
        """Drop what was moved or cancelled: deadlines far away would keep it for as long."""
        self._heap = [(at, number, key) for number, (key, at) in enumerate(self._at.items())]
        heapq.heapify(self._heap)

    def due(self, now: float) -> list[K]:
        """Return the keys whose time has come, the earliest first, and forget them."""
        keys = []
        while self._heap and self._heap[0][0] <= now:
            at, _, key = heapq.heappop(self._heap)
            if self._at.get(key) == at:
                del self._at[key]
                keys.append(key)
        return keys
