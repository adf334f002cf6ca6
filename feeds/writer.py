"""Output of runs, cut into lines and written: one transaction for each piece, many lines a row."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from django.conf import settings

from feeds.chunks import CHUNK_BYTES, CHUNK_LINES, KeptLine, kept, pack, portions, unpack
from feeds.cutting import Cutter
from feeds.models import Run, RunChunk

EARLY = 8192  # bytes of a run by which it is seen that it is no text
OUTPUT = (
    *("lines", "kept_bytes", "dropped", "received", "half", "half_length"),
    *("state", "finished_at", "heard_at"),
)


class RunEnded(Exception):
    """A run that has ended takes nothing more."""


class OutputGap(Exception):
    """What is sent begins behind what was received: bytes between are missing."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class NoText(Exception):
    """What is sent is no text."""


class Taken(NamedTuple):
    """How far a run has come."""

    received: int
    lines: int
    dropped: int


def write_output(run: Run, data: bytes, offset: int | None, at: datetime) -> None:
    """Add output to a run whose row is locked; ``offset`` says where in the run it begins.

    What was received before is ignored. Raises RunEnded, OutputGap, NoText.
    """
    if not run.can_be_heard_of:
        raise RunEnded
    new = _unknown(run, data, offset)
    if run.received < EARLY and b"\0" in new[:EARLY]:
        raise NoText
    run.received += len(new)
    run.revive(at)
    _add_lines(run, _cut(run, new, at))
    run.save(update_fields=OUTPUT)


def write_half(run: Run, at: datetime) -> None:
    """End the line that has not ended: nothing more will come."""
    if run.half_length:
        _add_lines(run, _cut(run, b"\n", at))
        run.save(update_fields=OUTPUT)


def _unknown(run: Run, data: bytes, offset: int | None) -> bytes:
    if offset is None:
        return data
    if offset > run.received:
        raise OutputGap(run.received)
    return data[run.received - offset :]


def _cut(run: Run, data: bytes, at: datetime) -> list[KeptLine]:
    cutter = Cutter(0, bytes(run.half), run.half_length)
    lines = cutter.take(data, len(data) + 1).lines
    half = cutter.half
    run.half, run.half_length = (half.data, len(half.data) + half.cut) if half else (b"", 0)
    return kept(lines, int(at.timestamp() * 1000))


def _add_lines(run: Run, lines: list[KeptLine]) -> None:
    """Write as many as a run may have; the others are counted."""
    wanted = _within_limits(run, lines)
    run.dropped += len(lines) - len(wanted)
    if not wanted:
        return
    _write_chunks(run, wanted)
    run.lines += len(wanted)
    run.kept_bytes += sum(line.size for line in wanted)


def _within_limits(run: Run, lines: list[KeptLine]) -> list[KeptLine]:
    if run.dropped:
        # What comes behind what is missing would look as if nothing were.
        return []
    room, most = settings.RUN_BYTES - run.kept_bytes, settings.RUN_LINES - run.lines
    fitting = sum(size <= room for size in accumulate(line.size for line in lines))
    return lines[: min(fitting, most)]


def _write_chunks(run: Run, lines: list[KeptLine]) -> None:
    """Write lines behind the last: a slow run has not a row for each."""
    last = run.lines
    grown = _grow_last_chunk(run, lines)
    last += grown
    chunks = []
    for portion in portions(lines[grown:]):
        first, last = last + 1, last + len(portion)
        chunks.append(RunChunk(run=run, first=first, last=last, data=pack(portion)))
    RunChunk.objects.bulk_create(chunks)


def _grow_last_chunk(run: Run, lines: list[KeptLine]) -> int:
    """Return how many of the lines the last chunk has taken: all or none."""
    added = sum(line.size for line in lines)
    if added > CHUNK_BYTES / 2:
        return 0
    chunk = run.chunks.last()
    if chunk is None or len(chunk.data) + added > CHUNK_BYTES:
        return 0
    if chunk.last - chunk.first + 1 + len(lines) > CHUNK_LINES:
        return 0
    chunk.data = pack(unpack(chunk.data) + lines)
    chunk.last += len(lines)
    chunk.save(update_fields=["data", "last"])
    return len(lines)
