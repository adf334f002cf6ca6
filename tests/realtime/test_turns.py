"""Work in turns: the loop serves others in between."""

from __future__ import annotations

import asyncio
import time
from functools import partial

import pytest

from example_channels.realtime.turns import MOST, TURN, Turns


def work_for(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


@pytest.mark.asyncio
async def test_a_little_work_is_done_at_once() -> None:
    turns, done = Turns(), []
    turns.do(partial(done.append, 1))
    turns.do(partial(done.append, 2))
    assert done == [1, 2]


@pytest.mark.asyncio
async def test_much_work_is_done_in_order_and_others_get_their_turns() -> None:
    turns, done = Turns(), []
    for number in range(4):
        turns.do(lambda: work_for(TURN))
        turns.do(partial(done.append, number))
    seen = []
    while len(done) < 4:
        seen.append(list(done))
        await asyncio.sleep(0)
    assert done == [0, 1, 2, 3]
    assert seen[:3] == [[], [0], [0, 1]]


@pytest.mark.asyncio
async def test_thousands_of_small_pieces_are_done_in_several_turns() -> None:
    turns, done = Turns(), []
    for number in range(MOST + 1):
        turns.do(partial(done.append, number))
    assert len(done) == MOST
    await asyncio.sleep(0)
    assert done == list(range(MOST + 1))


@pytest.mark.asyncio
async def test_what_fails_keeps_nothing_up(caplog: pytest.LogCaptureFixture) -> None:
    turns, done = Turns(), []
    turns.do(lambda: 1 / 0)
    turns.do(partial(done.append, 1))
    assert done == [1]
    assert "ZeroDivisionError" in caplog.text


def test_another_loop_begins_anew() -> None:
    turns, done = Turns(), []

    async def do() -> None:
        turns.do(lambda: work_for(TURN))
        turns.do(partial(done.append, 1))
        await asyncio.sleep(0)

    for _ in range(2):
        asyncio.run(do())
    assert done == [1, 1]
