"""Runs and their lines, as they are read from the database."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from feeds.ansi import styled
from feeds.chunks import KeptLine, numbered
from feeds.cutting import RawLine
from feeds.events import FeedFollowed, FeedLine, RunView
from feeds.models import Run, RunChunk
from feeds.showing import ANSWER_BYTES, beginning, shown

GENERATION = "run"  # A run is never written anew.
CHUNKS = 6  # read at once


class News(NamedTuple):
    """Lines in order, what there is of the next one, and the run as it stood before these."""

    run: RunView
    lines: list[FeedLine]
    half: FeedLine | None


def view_of(run: Run) -> RunView:
    return RunView(
        id=run.pk,
        name=run.name,
        command=run.command,
        state=run.state,
        exit_status=run.exit_status,
        started_at=run.started_at,
        finished_at=run.finished_at,
        lines=run.lines,
        dropped=run.dropped,
    )


def lines_between(run_id: int, after: int, last: int, most: int) -> list[FeedLine]:
    """Return the first ``most`` lines behind line ``after`` up to ``last``; fewer of long ones."""
    chunks = RunChunk.objects.filter(run=run_id, last__gt=after).order_by("last")[:CHUNKS]
    wanted = (
        _shown(n, line)
        for chunk in chunks
        for n, line in numbered(chunk.first, chunk.data)
        if after < n <= last
    )
    return beginning(islice(wanted, most), ANSWER_BYTES)


def news(run_id: int, after: int, most: int) -> News | None:
    """Return what a run has to tell behind a line; None where the run is gone."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        return None
    lines = lines_between(run_id, after, run.lines, most)
    reached = lines[-1].n if lines else after
    return News(view_of(run), lines, _half(run) if reached >= run.lines else None)


def followed(run_id: int, most: int, since: tuple[str, int] | None) -> FeedFollowed | None:
    """Return the lines after ``since``, from the first; without it, the last ones."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        return None
    continues = since is not None and since[0] == GENERATION
    after = since[1] if since and continues else max(0, run.lines - most)
    lines = lines_between(run_id, after, run.lines, most)
    reached = lines[-1].n if lines else after
    half = _half(run) if reached >= run.lines else None
    return FeedFollowed(
        feed=run.feed,
        generation=GENERATION,
        lines=[*lines, half] if half else lines,
        skipped=0,
        continues=continues,
        state="live",
        more=reached < run.lines,
        run=view_of(run),
    )


def _half(run: Run) -> FeedLine | None:
    if not run.half_length or run.dropped:
        return None
    half = bytes(run.half)
    raw = RawLine(run.lines + 1, half, run.half_length - len(half))
    return shown(raw, run.heard_at, partial=True)


def _shown(n: int, line: KeptLine) -> FeedLine:
    text, styles = styled(line.data)
    at = datetime.fromtimestamp(line.at / 1000, UTC)
    return FeedLine(n=n, text=text, at=at, styles=styles, cut=line.cut)
