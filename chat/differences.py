"""What became of a text: which words went, which came. As ``static/chat/differences.js``. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import Literal, NamedTuple

CHARACTER = (
    r"[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff]"
)
PIECES = re.compile(rf"{CHARACTER}|(?:(?!{CHARACTER})[\w\u0300-\u036f])+|\s+|.", re.DOTALL)
"""Words; each character where a script writes none between them; what stands between words."""

MOST_STEPS = 40_000  # of comparing, some 10 ms: beyond, the text counts as another one

Kind = Literal["same", "gone", "new"]


class Part(NamedTuple):
    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Part]:
    """Return the parts of a text in its order, what went before what came in its place."""
    old, now = PIECES.findall(before), PIECES.findall(after)
    start = _shared(old, now)
    end = _shared(old[start:][::-1], now[start:][::-1])
    middle = _compared(old[start : len(old) - end], now[start : len(now) - end])
    head, tail = _as("same", now[:start]), _as("same", now[len(now) - end :])
    return list(_joined([*head, *middle, *tail]))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _as(kind: Kind, pieces: Iterable[str]) -> Iterator[Part]:
    return (Part(kind, piece) for piece in pieces)


def _compared(old: Sequence[str], now: Sequence[str]) -> Iterator[Part]:
    if len(old) * len(now) > MOST_STEPS:
        yield from (*_as("gone", old), *_as("new", now))
        return
    lengths = _common_lengths(old, now)
    i = j = 0
    while i < len(old) and j < len(now):
        if old[i] == now[j]:
            yield Part("same", old[i])
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            yield Part("gone", old[i])
            i += 1
        else:
            yield Part("new", now[j])
            j += 1
    yield from (*_as("gone", old[i:]), *_as("new", now[j:]))


def _common_lengths(old: Sequence[str], now: Sequence[str]) -> list[list[int]]:
    """Return for each pair of ends how many pieces they have in common, in order."""
    lengths = [[0] * (len(now) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        row, below = lengths[i], lengths[i + 1]
        for j in reversed(range(len(now))):
            row[j] = below[j + 1] + 1 if old[i] == now[j] else max(below[j], row[j + 1])
    return lengths


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Make neighbours of one kind one part."""
    for kind, some in groupby(parts, lambda part: part.kind):
        yield Part(kind, "".join(part.text for part in some))
