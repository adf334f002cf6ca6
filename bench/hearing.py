"""The check of every delivery: each number once and in order. Pure.

What one reader has decoded and found right, the others need only compare: the same bytes in the
same place mean the same messages. So thousands of readers cost hardly more than their frames do.
"""

from __future__ import annotations

from bench.copies import Lost
from bench.dialects import Dialect

Book = dict[int, tuple[bytes, int]]
"""The number due → the frame that somebody got then, and the number due after it."""


class Hearing:
    """What one reader hears: the numbers from 0."""

    def __init__(self, dialect: Dialect, book: Book) -> None:
        self.dialect, self._book = dialect, book
        self.due = 0
        self.fault = ""

    def hears_again(self, payload: bytes) -> bool:
        """Take a frame that another reader got in this place; False where it is not that."""
        known = self._book.get(self.due)
        if known is None or known[0] != payload:
            return False
        self.due = known[1]
        return True

    def hear(self, payload: bytes) -> None:
        """Decode a frame and check it; ``fault`` says what is wrong."""
        due = self.due
        try:
            for number in self.dialect.numbers(payload):
                if number != self.due:
                    raise Lost(f"message {number} came where {self.due} was due")
                self.due += 1
        except Lost as lost:
            self.fail(str(lost))
        if self.due > due:
            self._book[due] = payload, self.due

    def fail(self, reason: str) -> None:
        """Note the first fault."""
        self.fault = self.fault or reason
