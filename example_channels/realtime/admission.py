"""Who waits for the database: in order, a few at once, and not without end."""

from collections import deque
from typing import Generic, TypeVar

from example_channels.realtime.limits import TooFast

RETRY_AFTER = 1.0  # seconds, where too many wait

T = TypeVar("T")


class Overloaded(TooFast):
    """So many wait already that one more would have gone before its turn."""

    def __init__(self) -> None:
        super().__init__(RETRY_AFTER)


class Admission(Generic[T]):
    """A queue that lets in portions of at most ``portion``, ``at_once`` of them at a time.

    One that comes alone is let in at once. Those who come while portions are under way are the
    next one: in a storm each costs a share of a hop and of a query, and the event loop never gets
    more of them back in one go than a portion. Nobody is served before whoever came earlier.
    """

    __slots__ = ("_at_once", "_limit", "_portion", "_under_way", "_waiting")

    def __init__(self, *, portion: int, at_once: int, limit: int) -> None:
        self._portion, self._at_once, self._limit = portion, at_once, limit
        self._waiting: deque[T] = deque()
        self._under_way = 0

    def ask(self, who: T) -> None:
        """Queue. Raises Overloaded where ``limit`` wait already."""
        if len(self._waiting) >= self._limit:
            raise Overloaded
        self._waiting.append(who)

    def admit(self) -> list[T]:
        """Return the next portion, to be followed by ``done``; nobody where it is not time."""
        if not self._waiting or self._under_way >= self._at_once:
            return []
        self._under_way += 1
        return [self._waiting.popleft() for _ in range(min(self._portion, len(self._waiting)))]

    def done(self) -> None:
        """Take note that a portion is through."""
        self._under_way -= 1
