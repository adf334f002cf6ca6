"""What is told fits into frames, and a slow socket is never overrun by it."""

import asyncio
import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from example_channels.realtime.outbox import MAX_FRAME, Outbox
from example_channels.realtime.protocol import encode
from example_channels.realtime.writing import Line
from feeds import showing
from feeds.cutting import LONGEST, Batch, RawLine
from feeds.events import RING, FeedLines
from feeds.news import Snapshot

NOW = datetime(2026, 1, 2, tzinfo=UTC)
WORST = [b'"' * LONGEST, b"\x00" * LONGEST, b"\x1b[31mx\x1b[0m" * 800, b"short", b""]
KINDS = st.lists(st.integers(0, len(WORST) - 1), max_size=60)


def lines_of(kinds: list[int]) -> list[RawLine]:
    return [RawLine(number, WORST[kind]) for number, kind in enumerate(kinds)]


@settings(max_examples=15)
@given(KINDS)
def test_parcels_are_all_the_lines_and_none_is_too_large(kinds: list[int]) -> None:
    lines = [showing.shown(line, NOW) for line in lines_of(kinds)]
    parcels = list(showing.parcels(lines))
    assert [line for parcel in parcels for line in parcel] == lines
    assert all(len(msgspec.json.encode(parcel)) <= showing.EVENT_BYTES + 2 for parcel in parcels)


@settings(max_examples=15)
@given(KINDS, st.booleans())
def test_an_answer_fits_into_a_frame_and_counts_what_is_left_out(kinds, continues) -> None:
    raw = lines_of(kinds)
    snapshot = Snapshot("live", "g", Batch(raw * 9, 7), RawLine(10**6, b"half"), continues)
    answer = showing.followed("log:app", snapshot)
    assert len(encode(answer).encode()) < MAX_FRAME
    assert answer.lines[-1].partial
    left_out = 7 + len(raw) * 9 + 1 - len(answer.lines)
    assert answer.skipped == (left_out if continues else 0)


@pytest.mark.asyncio
async def test_a_slow_socket_keeps_the_newest_batches_and_is_not_overrun() -> None:
    frames: list[str] = []
    is_ready = asyncio.Event()

    async def send(frame: str) -> None:
        await is_ready.wait()
        frames.append(frame)

    overrun: list[bool] = []
    outbox = Outbox(Line(), send, lambda: overrun.append(True), lambda: None)
    for place in range(1000):
        line = showing.shown(RawLine(place, b'"' * LONGEST), NOW)
        event = FeedLines(
            feed="log:app", generation="g", after=None, lines=[line], skipped=0, place=place
        )
        outbox.put(encode(event), event.replaces())
    is_ready.set()
    await outbox.flushed()
    assert not overrun
    told = [event["place"] for frame in frames for event in json.loads(frame)]
    assert told[-RING:] == list(range(1000 - RING, 1000))
    assert len(told) <= RING + 1
