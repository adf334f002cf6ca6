"""Bytes → lines. Pure: neither files nor time.

A line is known by ``n``, the place of its first byte in the file: every process that reads the file
gives it the same number, and one who comes back can say how far they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 8192  # bytes of a line that are kept


class RawLine(NamedTuple):
    """``data`` is without its line end; of a longer line the first bytes, ``cut`` is the rest."""

    n: int
    data: bytes
    cut: int = 0


class Batch(NamedTuple):
    """Lines in order; ``skipped`` stood before them and are not kept."""

    lines: list[RawLine]
    skipped: int = 0

    def then(self, later: Batch, most: int) -> Batch:
        """Put another batch behind this one, and keep the last ``most`` lines."""
        if later.skipped:
            return Batch(later.lines, self.skipped + len(self.lines) + later.skipped)
        lines = self.lines + later.lines
        too_many = max(0, len(lines) - most)
        return Batch(lines[too_many:], self.skipped + too_many)


class Cutter:
    """Cuts what is read from ``start`` on, in pieces of any size.

    It may go on where another ended, with ``half`` of a line of so far ``length`` bytes.

    Of a line that has not ended yet it holds at most ``LONGEST`` bytes, however long it grows.
    """

    def __init__(self, start: int, half: bytes = b"", length: int = 0) -> None:
        self.start = start
        """Where the unfinished line begins: everything before has been handed out."""
        self._half = half
        self._length = length

    @property
    def position(self) -> int:
        """Where the next byte to take stands."""
        return self.start + self._length

    @property
    def half(self) -> RawLine | None:
        """The unfinished line, if it has begun."""
        return self._present() if self._length else None

    def take(self, data: bytes, most: int) -> Batch:
        """Return the last ``most`` of the lines that end in ``data``; the others are counted."""
        first, newline, rest = data.partition(b"\n")
        if not newline:
            self._grow(data)
            return Batch([])
        self._grow(first)
        ended = self._end()
        return Batch([ended]).then(self._whole(rest, most), most)

    def _whole(self, data: bytes, most: int) -> Batch:
        """Cut what begins at a line's beginning."""
        *lines, half = data.rsplit(b"\n", most)
        skipped = 0
        if len(lines) == most:
            # What stands first may be many lines in one: looked at no more than to be counted.
            skipped = lines[0].count(b"\n")
            before, _newline, last = lines[0].rpartition(b"\n")
            self.start += len(before) + 1 if skipped else 0
            lines[0] = last
        kept = [self._line(line) for line in lines]
        self._grow(half)
        return Batch(kept, skipped)

    def _line(self, data: bytes) -> RawLine:
        self._grow(data)
        return self._end()

    def _grow(self, data: bytes) -> None:
        self._length += len(data)
        self._half += data[: LONGEST - len(self._half)]

    def _present(self) -> RawLine:
        return RawLine(self.start, self._half, self._length - len(self._half))

    def _end(self) -> RawLine:
        line = self._present()
        self.start += self._length + 1
        self._half, self._length = b"", 0
        return line._replace(data=line.data.removesuffix(b"\r")) if not line.cut else line


def cut_all(pieces: Iterable[bytes], start: int, most: int) -> tuple[Batch, Cutter]:
    """Cut pieces that follow each other; also return what has come of them."""
    batch, cutter = Batch([]), Cutter(start)
    for piece in pieces:
        batch = batch.then(cutter.take(piece, most), most)
    return batch, cutter
