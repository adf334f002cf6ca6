"""What a file that is followed has to tell."""

from __future__ import annotations

from typing import Literal, NamedTuple

from feeds.cutting import Batch, RawLine

State = Literal["live", "missing", "unreadable"]
Began = Literal["rotated", "truncated"]

NOTHING = Batch([])


class News(NamedTuple):
    """What one look found: lines after line ``after``, and what of the next one is there.

    ``began``: why lines count from the beginning again. ``more``: there is more to read already.
    """

    state: State
    generation: str = ""
    after: int | None = None
    batch: Batch = NOTHING
    half: RawLine | None = None
    began: Began | None = None
    more: bool = False


class Snapshot(NamedTuple):
    """How things stand. ``continues``: the lines follow on from where somebody was."""

    state: State
    generation: str
    batch: Batch = NOTHING
    half: RawLine | None = None
    continues: bool = False
