"""Bytes become lines, however they are read and whatever they are."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from feeds import cutting
from feeds.cutting import LONGEST, Batch, Cutter, RawLine, cut_all

FILES = st.lists(
    st.sampled_from([b"\n", b"\r\n", b"a", b"bcd", b"\xff\x00", b"x" * 5000]), max_size=40
).map(b"".join)


def lines_of(data: bytes) -> list[RawLine]:
    """What a file's ended lines are, said in the plainest way."""
    found, place = [], 0
    for whole in data.split(b"\n")[:-1]:
        kept, cut = whole[:LONGEST], max(0, len(whole) - LONGEST)
        found.append(RawLine(place, kept if cut else kept.removesuffix(b"\r"), cut))
        place += len(whole) + 1
    return found


@given(FILES, st.lists(st.integers(0, 20_000), max_size=8), st.integers(1, 50))
@example(b"a\nb\nc", [1, 2], 1)
def test_pieces_of_any_size_make_the_same_lines(data: bytes, places: list[int], most: int) -> None:
    ends = sorted({*(place for place in places if place < len(data)), 0, len(data)})
    pieces = [data[start:end] for start, end in pairwise(ends)]
    batch, cutter = cut_all(pieces, 0, most)
    expected = lines_of(data)
    assert batch.lines == expected[-most:]
    assert batch.skipped == max(0, len(expected) - most)
    assert cutter.position == len(data)
    half = data.rpartition(b"\n")[2]
    assert cutter.half == (
        RawLine(len(data) - len(half), half[:LONGEST], max(0, len(half) - LONGEST))
        if half
        else None
    )


@given(FILES, st.integers(0, 200))
def test_reading_on_from_a_line_gives_the_lines_after_it(data: bytes, number: int) -> None:
    expected = lines_of(data)
    if not expected:
        return
    line = expected[number % len(expected)]
    batch, _ = cut_all([data[line.n :]], line.n, 1000)
    assert batch.lines == expected[number % len(expected) :]


def test_a_line_without_end_is_held_in_bounded_memory() -> None:
    cutter = Cutter(0)
    for _ in range(50):
        assert cutter.take(b"x" * 2**20, 10) == Batch([])
    assert cutter.half == RawLine(0, b"x" * LONGEST, 50 * 2**20 - LONGEST)
    assert len(cutter._half) == cutting.LONGEST
    [line] = cutter.take(b"\n", 10).lines
    assert line.cut == 50 * 2**20 - LONGEST
