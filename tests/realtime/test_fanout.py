"""From a topic to its followers, in few frames."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from example_channels.realtime.envelope import Envelope, HangUp
from example_channels.realtime.fanout import PORTION, FanOut
from example_channels.realtime.frames import Frame
from example_channels.realtime.writing import Line

pytestmark = pytest.mark.asyncio

SECONDS = 30.0  # how long a test waits at most


class Reader:
    """A follower that keeps what it gets: frames as lists, rights as words."""

    line = Line()

    def __init__(self, user_id: int = 1) -> None:
        self.user_id = user_id
        self.got: list[object] = []
        self._is_told = asyncio.Event()

    def take(self, envelope: Envelope) -> None:
        self._get("hung up" if envelope.hang_up else [envelope.text])

    def put_frame(self, frame: Frame) -> None:
        self._get([item.text for item in frame.items])

    async def until(self, count: int) -> list[object]:
        """Return what came, once there is so much."""
        async with asyncio.timeout(SECONDS):
            while len(self.got) < count:
                self._is_told.clear()
                await self._is_told.wait()
        return self.got

    def _get(self, what: object) -> None:
        self.got.append(what)
        self._is_told.set()


class Broken(Reader):
    def put_frame(self, frame: Frame) -> None:
        raise RuntimeError("A bug in one socket.")


@pytest_asyncio.fixture
async def fan_out() -> AsyncIterator[FanOut]:
    fan_out = FanOut()
    fan_out.start()
    task = asyncio.create_task(fan_out.keep_handing_out())
    yield fan_out
    task.cancel()


def follow(fan_out: FanOut, *topics: str, reader: Reader | None = None) -> Reader:
    reader = reader or Reader()
    for topic in topics:
        fan_out.follow(topic, reader)
    return reader


async def test_what_is_published_together_is_one_frame_for_each_topic(fan_out: FanOut) -> None:
    reader = follow(fan_out, "a", "b")
    for topic, text in (("a", "1"), ("b", "2"), ("a", "3")):
        fan_out.add(Envelope(topic, text))
    assert await reader.until(2) == [["1", "3"], ["2"]]


async def test_all_readers_of_a_topic_get_the_same_frame(fan_out: FanOut) -> None:
    frames: list[Frame] = []

    class Keeper(Reader):
        def put_frame(self, frame: Frame) -> None:
            frames.append(frame)
            super().put_frame(frame)

    readers = [follow(fan_out, "a", reader=Keeper()) for _ in range(3)]
    fan_out.add(Envelope("a", "1"))
    await readers[-1].until(1)
    assert len(set(map(id, frames))) == 1


async def test_a_quiet_topic_waits_for_one_flush_of_a_busy_one(fan_out: FanOut) -> None:
    reader = follow(fan_out, "busy", "quiet")
    for number in range(1000):
        fan_out.add(Envelope("busy", str(number)))
    fan_out.add(Envelope("quiet", "hi"))
    for number in range(1000):
        fan_out.add(Envelope("busy", str(number)))
    assert (await reader.until(2))[1] == ["hi"]


async def test_a_hang_up_comes_after_what_was_published_before_it(fan_out: FanOut) -> None:
    reader = follow(fan_out, "a", "b")
    fan_out.add(Envelope("a", "1"))
    fan_out.add(Envelope("b", hang_up=HangUp(4401, "signed out")))
    fan_out.add(Envelope("a", "2"))
    assert await reader.until(3) == [["1"], "hung up", ["2"]]


async def test_who_is_left_out_of_one_event_gets_the_others(fan_out: FanOut) -> None:
    ann, bob = follow(fan_out, "a"), follow(fan_out, "a", reader=Reader(2))
    fan_out.add(Envelope("a", "1"))
    fan_out.add(Envelope("a", "2", not_user=1))
    fan_out.add(Envelope("a", "3"))
    assert await bob.until(1) == [["1", "2", "3"]]
    assert await ann.until(2) == [["1"], ["3"]]


async def test_a_bug_in_one_socket_costs_the_others_nothing(fan_out: FanOut) -> None:
    follow(fan_out, "a", reader=Broken())
    reader = follow(fan_out, "a")
    fan_out.add(Envelope("a", "1"))
    assert await reader.until(1) == [["1"]]


class Meddler(Reader):
    """Does something in the middle of a flush."""

    def __init__(self, meddle: Callable[[], None]) -> None:
        super().__init__()
        self._meddle = meddle

    def put_frame(self, frame: Frame) -> None:
        self._meddle()


async def test_who_leaves_while_others_are_written_to_gets_nothing(fan_out: FanOut) -> None:
    leaver, last = Reader(), Reader()
    for reader in (
        Meddler(lambda: fan_out.leave("a", leaver)),
        *(Reader() for _ in range(PORTION)),
        leaver,
        last,
    ):
        fan_out.follow("a", reader)
    fan_out.add(Envelope("a", "1"))
    assert await last.until(1) == [["1"]]
    assert leaver.got == []


async def test_who_takes_over_while_others_are_written_to_misses_nothing(fan_out: FanOut) -> None:
    giver, taker, last = Reader(), Reader(), Reader()
    for reader in (
        Meddler(lambda: fan_out.hand_over("a", giver, taker)),
        *(Reader() for _ in range(PORTION)),
        giver,
        last,
    ):
        fan_out.follow("a", reader)
    for text in ("1", "2"):
        fan_out.add(Envelope("a", text))
        assert (await last.until(int(text)))[-1] == [text]
    assert (giver.got, taker.got) == ([], [["1"], ["2"]])
