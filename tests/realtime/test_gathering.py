"""Those who ask at the same time are answered together."""

from __future__ import annotations

import asyncio
import threading

import pytest

from example_channels.realtime.admission import Overloaded
from example_channels.realtime.gathering import AT_ONCE, PORTION, Gathering

pytestmark = pytest.mark.asyncio


class Book:
    """Tells the double of a number, and remembers what it was asked together."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.opened = threading.Event()
        self.opened.set()

    def read(self, numbers: list[int]) -> list[int | Exception]:
        self.asked.append(numbers)
        assert self.opened.wait(10)
        return [LookupError(n) if n < 0 else 2 * n for n in numbers]


async def test_those_who_ask_in_one_step_are_one_reading() -> None:
    book = Book()
    doubles = Gathering(book.read, limit=10)
    assert await asyncio.gather(*map(doubles.get, [1, 2, 3])) == [2, 4, 6]
    assert book.asked == [[1, 2, 3]]


async def test_those_who_ask_during_readings_are_the_next_in_order() -> None:
    book = Book()
    book.opened.clear()
    doubles = Gathering(book.read, limit=1000)
    askers = [asyncio.ensure_future(doubles.get(0)) for _ in range(AT_ONCE * PORTION)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    askers += [asyncio.ensure_future(doubles.get(n)) for n in range(1, PORTION + 2)]
    await asyncio.sleep(0)
    book.opened.set()
    await asyncio.gather(*askers)
    asked = sorted(book.asked, key=max)
    assert [len(numbers) for numbers in asked] == [PORTION] * AT_ONCE + [PORTION, 1]
    assert asked[AT_ONCE] == list(range(1, PORTION + 1))


async def test_one_error_is_its_own_asker_s() -> None:
    doubles = Gathering(Book().read, limit=10)
    bad, good = asyncio.ensure_future(doubles.get(-1)), asyncio.ensure_future(doubles.get(1))
    with pytest.raises(LookupError):
        await bad
    assert await good == 2


async def test_a_reading_that_fails_is_told_to_all_and_the_next_goes_on() -> None:
    fails = [True]

    def read(numbers: list[int]) -> list[int]:
        if fails:
            raise OSError(fails.pop())
        return numbers

    same = Gathering(read, limit=10)
    answers = await asyncio.gather(same.get(1), same.get(2), return_exceptions=True)
    assert [type(answer) for answer in answers] == [OSError, OSError]
    assert await same.get(3) == 3


async def test_whoever_has_gone_is_not_read_for() -> None:
    book = Book()
    doubles = Gathering(book.read, limit=10)
    gone, here = asyncio.ensure_future(doubles.get(1)), asyncio.ensure_future(doubles.get(2))
    asyncio.get_running_loop().call_soon(gone.cancel)
    assert await here == 4
    assert book.asked == [[2]]
    assert gone.cancelled()


async def test_where_all_have_gone_nothing_is_read_and_the_next_is_not_kept_waiting() -> None:
    book = Book()
    doubles = Gathering(book.read, limit=10)
    for _ in range(AT_ONCE + 1):
        gone = asyncio.ensure_future(doubles.get(1))
        asyncio.get_running_loop().call_soon(gone.cancel)
        with pytest.raises(asyncio.CancelledError):
            await gone
    assert await doubles.get(2) == 4
    assert book.asked == [[2]]


async def test_where_too_many_wait_one_more_is_refused_at_once() -> None:
    doubles = Gathering(Book().read, limit=1)
    first, second = (asyncio.ensure_future(doubles.get(n)) for n in (1, 2))
    with pytest.raises(Overloaded):
        await second
    assert await first == 2
