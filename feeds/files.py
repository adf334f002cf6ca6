"""One open log file, read by place: nothing here keeps a position or much memory."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from feeds.cutting import Batch, cut_all

BLOCK = 256 * 1024  # bytes read at once
FAR = 64 * 2**20  # bytes that are looked through at most, to find where lines begin
HEAD = 1024  # bytes of the first line that tell files apart
BEFORE = 64  # bytes before a place by which it is known again


class LogFile:
    """A regular file, open until ``close``."""

    def __init__(self, path: Path) -> None:
        # A pipe would wait for somebody who writes to it.
        self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            found = os.fstat(self._fd)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(f"{path} is no file of lines.")
        except BaseException:
            self.close()
            raise
        self.identity = found.st_dev, found.st_ino

    def close(self) -> None:
        """Let go of the descriptor. Once only."""
        os.close(self._fd)

    @property
    def size(self) -> int:
        return os.fstat(self._fd).st_size

    @property
    def is_unlinked(self) -> bool:
        return os.fstat(self._fd).st_nlink == 0

    def name(self) -> str:
        """A name for this file's present content, the same in every process that reads it."""
        first, newline, _ = os.pread(self._fd, HEAD, 0).partition(b"\n")
        known = f"{self.identity}".encode() + (first if newline else b"")
        return sha256(known).hexdigest()[:12]

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        """What stands from ``start`` to ``end``, in blocks; less where the file is shorter."""
        while start < end and (block := os.pread(self._fd, min(BLOCK, end - start), start)):
            start += len(block)
            yield block

    def before(self, place: int) -> bytes:
        """The few bytes before a place."""
        start = max(0, place - BEFORE)
        return os.pread(self._fd, place - start, start)

    def line_start(self, end: int, lines: int = 0) -> int:
        """Where the line that ``end`` lies in begins, or one so many lines earlier."""
        limit, wanted, place = max(0, end - FAR), lines + 1, end
        while place > limit:
            start = max(limit, place - BLOCK)
            block = os.pread(self._fd, place - start, start)
            if (count := block.count(b"\n")) >= wanted:
                return start + _after_newline(block, count - wanted)
            wanted, place = wanted - count, start
        return limit

    def last_lines(self, end: int, lines: int) -> Batch:
        """Return up to ``lines`` lines before ``end``, where one begins."""
        start = self.line_start(end, lines)
        return cut_all(self.pieces(start, end), start, max(1, lines))[0]

    def lines_after(self, n: int, end: int, most: int) -> Batch | None:
        """Return the lines after line ``n`` up to ``end``; None where no line begins at ``n``."""
        if not 0 <= n < end or end - n > FAR or (n and self.before(n)[-1:] != b"\n"):
            return None
        batch = cut_all(self.pieces(n, end), n, most)[0]
        if batch.skipped:
            return batch._replace(skipped=batch.skipped - 1)
        return batch._replace(lines=batch.lines[1:])


def _after_newline(block: bytes, number: int) -> int:
    """The place after the newline of that number, from 0."""
    head = block.split(b"\n", number + 1)[: number + 1]
    return sum(map(len, head)) + len(head)
