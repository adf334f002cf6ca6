"""Lines of a file as people see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from feeds.ansi import styled
from feeds.cutting import Batch, RawLine
from feeds.events import FeedFollowed, FeedLine
from feeds.news import Snapshot
from feeds.tail import Tail

ANSWER_BYTES = 200 * 1024  # of JSON; a frame has 256 KiB
EVENT_BYTES = 48 * 1024
LOOK_BYTES = 5 * EVENT_BYTES  # told of one look; what stood before is skipped


def shown(line: RawLine, at: datetime | None, *, partial: bool = False) -> FeedLine:
    """Return a line as it is told."""
    text, styles = styled(line.data)
    return FeedLine(n=line.n, text=text, at=at, styles=styles, cut=line.cut, partial=partial)


def fitting(lines: list[FeedLine], most: int) -> list[FeedLine]:
    """Return the last of the lines that are together no larger than ``most`` bytes."""
    size = 0
    for number, line in enumerate(reversed(lines)):
        size += _size(line)
        if size > most:
            return lines[len(lines) - number :]
    return lines


def beginning(lines: Iterable[FeedLine], most: int) -> list[FeedLine]:
    """Return the first lines that together have no more than ``most`` bytes, at least one."""
    kept: list[FeedLine] = []
    size = 0
    for line in lines:
        size += _size(line)
        if kept and size > most:
            break
        kept.append(line)
    return kept


def parcels(lines: Sequence[FeedLine]) -> Iterator[list[FeedLine]]:
    """Divide lines among events that are not too large."""
    parcel: list[FeedLine] = []
    size = 0
    for line in lines:
        if parcel and size + _size(line) > EVENT_BYTES:
            yield parcel
            parcel, size = [], 0
        parcel.append(line)
        size += _size(line)
    if parcel:
        yield parcel


def followed(feed: str, snapshot: Snapshot) -> FeedFollowed:
    """Return the answer to somebody who begins to follow."""
    lines = [shown(line, None) for line in snapshot.batch.lines]
    if snapshot.half:
        lines.append(shown(snapshot.half, None, partial=True))
    kept = fitting(lines, ANSWER_BYTES)
    skipped = snapshot.batch.skipped + len(lines) - len(kept)
    return FeedFollowed(
        feed=feed,
        generation=snapshot.generation,
        lines=kept,
        # Of what stood before the last lines of a file nothing is missed.
        skipped=skipped if snapshot.continues else 0,
        continues=snapshot.continues,
        state=snapshot.state,
    )


def as_it_is(feed: str, tail: Tail, lines: int) -> FeedFollowed:
    """Return what a page shows: the last lines, read once."""
    try:
        tail.look()
        return followed(feed, tail.snapshot(lines))
    finally:
        tail.close()


def told(batch: Batch, at: datetime) -> tuple[list[FeedLine], int]:
    """Return the new lines that are told, and how many before them are not."""
    lines = [shown(line, at) for line in batch.lines]
    kept = fitting(lines, LOOK_BYTES)
    return kept, batch.skipped + len(lines) - len(kept)


def _size(line: FeedLine) -> int:
    return len(msgspec.json.encode(line)) + 1
