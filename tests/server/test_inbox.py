"""What came is taken in order, by one reader."""

import asyncio

import pytest

from example_channels.serving.inbox import Inbox

pytestmark = pytest.mark.asyncio


async def test_what_came_before_is_taken_in_order() -> None:
    inbox = Inbox()
    for number in range(3):
        inbox.put_nowait({"n": number})
    assert not inbox.empty()
    assert [(await inbox.get())["n"] for _ in range(3)] == [0, 1, 2]
    assert inbox.empty()


async def test_a_reader_waits_for_what_comes() -> None:
    inbox = Inbox()
    reader = asyncio.ensure_future(inbox.get())
    await asyncio.sleep(0)
    inbox.put_nowait({"n": 1})
    inbox.put_nowait({"n": 2})
    assert (await reader, await inbox.get()) == ({"n": 1}, {"n": 2})


async def test_a_reader_that_gave_up_takes_nothing_with_it() -> None:
    inbox = Inbox()
    reader = asyncio.ensure_future(inbox.get())
    await asyncio.sleep(0)
    reader.cancel()
    inbox.put_nowait({"n": 1})
    assert await inbox.get() == {"n": 1}
