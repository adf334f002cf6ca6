"""Output that the site has not confirmed yet."""

from __future__ import annotations

from threading import Condition

MOST = 8 * 2**20  # bytes that wait; then the command waits too
PIECE = 256 * 1024  # bytes sent at once
GATHER = 0.1  # seconds that a few bytes wait for more


class Outgoing:
    """Bytes in order, from ``offset`` on. From any thread."""

    def __init__(self) -> None:
        self.offset = 0
        """Where in the output the first byte stands that is not confirmed."""
        self._bytes = bytearray()
        self._is_closed = self._is_abandoned = False
        self._changed = Condition()

    def put(self, data: bytes) -> None:
        """Add output; waits while too much waits already."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._bytes) < MOST or self._is_abandoned)
            if not self._is_abandoned:
                self._bytes += data
            self._changed.notify_all()

    def close(self) -> None:
        """No more is added."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def abandon(self) -> None:
        """Let nothing wait any more: nobody takes it."""
        with self._changed:
            self._is_abandoned = True
            self._bytes.clear()
            self._changed.notify_all()

    def next(self, seconds: float) -> bytes | None:
        """Return what is to be sent; nothing where nothing comes in time; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._bytes or self._is_over, seconds)
            self._changed.wait_for(lambda: len(self._bytes) >= PIECE or self._is_over, GATHER)
            return None if self._is_over and not self._bytes else bytes(self._bytes[:PIECE])

    def confirm(self, received: int) -> None:
        """Forget what the site has: everything before ``received``."""
        with self._changed:
            if received > self.offset:
                del self._bytes[: received - self.offset]
                self.offset = received
            self._changed.notify_all()

    @property
    def _is_over(self) -> bool:
        return self._is_closed or self._is_abandoned
