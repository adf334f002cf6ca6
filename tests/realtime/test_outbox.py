"""One socket's unsent events."""

import asyncio

import pytest

from example_channels.realtime import outbox as module
from example_channels.realtime.outbox import MAX_EVENTS, MAX_FRAME, Outbox

pytestmark = pytest.mark.asyncio


class Peer:
    """A client that reads only while its gate is open."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.is_written_to = asyncio.Event()
        self.overflows = self.stuck = 0
        self.outbox = Outbox(self._send, self._overflowed, self._stuck)

    async def _send(self, frame: str) -> None:
        self.is_written_to.set()
        await self.gate.wait()
        self.frames.append(frame)

    def _overflowed(self) -> None:
        self.overflows += 1
        self.outbox.put('"catch up"', "catch_up")

    def _stuck(self) -> None:
        self.stuck += 1
        self.outbox.close()

    async def read(self) -> list[str]:
        self.gate.set()
        await self.outbox.flushed()
        return self.frames


@pytest.fixture
def peer() -> Peer:
    return Peer()


async def block(peer: Peer) -> None:
    """Let the writer wait for a client that does not read."""
    peer.gate.clear()
    peer.outbox.put('"first"')
    await peer.is_written_to.wait()


async def test_events_that_come_together_leave_in_one_frame_in_order(peer: Peer) -> None:
    for text in ("1", "2", "3"):
        peer.outbox.put(text)
    assert await peer.read() == ["[1,2,3]"]


async def test_a_newer_state_replaces_an_unsent_one_and_goes_last(peer: Peer) -> None:
    await block(peer)
    peer.outbox.put("1", "typing")
    peer.outbox.put("2")
    peer.outbox.put("3", "typing")
    assert await peer.read() == ['["first"]', "[2,3]"]


async def test_too_many_events_become_one_call_to_catch_up_and_answers_stay(peer: Peer) -> None:
    await block(peer)
    peer.outbox.put_answer('"answer"')
    for number in range(MAX_EVENTS + 1):
        peer.outbox.put(str(number))
    assert peer.overflows == 1
    assert await peer.read() == ['["first"]', '["answer","catch up"]']


async def test_too_many_bytes_overflow_as_well(peer: Peer) -> None:
    await block(peer)
    for _ in range(3):
        peer.outbox.put('"' + "好" * 70_000 + '"')
    assert peer.overflows == 1


async def test_no_frame_is_larger_than_promised(peer: Peer) -> None:
    await block(peer)
    texts = ['"' + "é" * 50_000 + '"' for _ in range(5)]
    for text in texts:
        peer.outbox.put(text)
    frames = (await peer.read())[1:]
    assert all(len(frame.encode()) <= MAX_FRAME for frame in frames)
    assert ",".join(frame[1:-1] for frame in frames) == ",".join(texts)


async def test_a_write_that_takes_too_long_gives_the_socket_up(
    peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BLOCKED", 0.01)
    await block(peer)
    await peer.outbox.flushed()
    assert peer.stuck == 1


async def test_a_closed_outbox_writes_nothing_more(peer: Peer) -> None:
    peer.outbox.close()
    peer.outbox.put("1")
    peer.outbox.put_answer("2")
    assert await peer.read() == []
