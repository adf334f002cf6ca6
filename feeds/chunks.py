"""Lines packed into rows of the database, and unpacked. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import msgspec

from feeds.cutting import RawLine

CHUNK_BYTES = 48 * 1024
CHUNK_LINES = 1000
LINE_COST = 16  # bytes that a line takes beside its text, roughly


class KeptLine(msgspec.Struct, frozen=True, array_like=True):
    """A line without its number. ``at`` is in milliseconds since 1970."""

    at: int
    data: bytes
    cut: int = 0

    @property
    def size(self) -> int:
        return len(self.data) + LINE_COST


_decoder = msgspec.msgpack.Decoder(list[KeptLine])
_encoder = msgspec.msgpack.Encoder()


def pack(lines: Sequence[KeptLine]) -> bytes:
    return _encoder.encode(lines)


def unpack(data: bytes | memoryview) -> list[KeptLine]:
    return _decoder.decode(data)


def kept(lines: Sequence[RawLine], at: int) -> list[KeptLine]:
    return [KeptLine(at, line.data, line.cut) for line in lines]


def numbered(first: int, data: bytes | memoryview) -> Iterator[tuple[int, KeptLine]]:
    """Yield the lines of a chunk with their numbers."""
    return zip(count(first), unpack(data), strict=False)


def portions(lines: Sequence[KeptLine]) -> Iterator[list[KeptLine]]:
    """Divide lines among chunks."""
    portion: list[KeptLine] = []
    size = 0
    for line in lines:
        if portion and (len(portion) == CHUNK_LINES or size + line.size > CHUNK_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(line)
        size += line.size
    if portion:
        yield portion
