"""One socket's unsent events."""

import asyncio

import pytest
from pytest_django import Settings
from websockets.frames import Frame
from websockets.streams import StreamReader

from example_channels.realtime import frames
from example_channels.realtime import outbox as module
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.fanout import FanOut
from example_channels.realtime.frames import MAX_FRAME, Item
from example_channels.realtime.outbox import MAX_EVENTS, Outbox
from example_channels.realtime.writing import EXTENSION, Line, line_of

pytestmark = pytest.mark.asyncio


class Peer:
    """A client that reads only while its gate is open."""

    def __init__(self) -> None:
        self.frames: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.is_written_to = asyncio.Event()
        self.overflows = self.stuck = 0
        self._served = Line(self._write)
        self.line = line_of({"extensions": {EXTENSION: self._served}})
        self.outbox = Outbox(self.line, self._send, self._overflowed, self._stuck)
        self.put_frame = self.outbox.put_frame

    user_id = 1

    def take(self, envelope: Envelope) -> None:
        raise NotImplementedError("Nobody gives rights here.")

    def hear(self, text: str) -> None:
        """Get what all followers of a topic get, at once."""
        fan_out = FanOut()
        fan_out.start()
        fan_out.follow("room.1", self)
        fan_out.add(Envelope("room.1", text))

    def close_gate(self) -> None:
        self.gate.clear()
        self._served.fill()

    def _write(self, wire: bytes) -> None:
        self.frames.append(payload(wire))

    async def _send(self, text: str) -> None:
        self.is_written_to.set()
        await self.gate.wait()
        self.frames.append(text)

    def _overflowed(self) -> None:
        self.overflows += 1
        self.outbox.put('"catch up"', "catch_up")

    def _stuck(self) -> None:
        self.stuck += 1
        self.outbox.close()

    async def read(self) -> list[str]:
        self.gate.set()
        self._served.drain()
        await self.outbox.flushed()
        return self.frames


def payload(wire: bytes) -> str:
    """What a client finds in a ready frame."""
    reader = StreamReader()
    reader.feed_data(wire)
    parser = Frame.parse(reader.read_exact, mask=False)
    with pytest.raises(StopIteration) as parsed:
        next(parser)
    return bytes(parsed.value.value.data).decode()


@pytest.fixture(params=["frames", "stepping", "neither"])
def peer(request: pytest.FixtureRequest, settings: Settings) -> Peer:
    """Whichever way it is written to."""
    off = {"frames": (), "stepping": ("frames",), "neither": ("frames", "stepping")}
    settings.FAST_PATHS_OFF = frozenset(("coalescing", *off[request.param]))
    return Peer()


async def block(peer: Peer) -> None:
    """Let a write wait for a client that does not read."""
    peer.close_gate()
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
    peer.hear("3")
    assert await peer.read() == []


async def test_what_many_get_leaves_at_once_where_nothing_waits(peer: Peer) -> None:
    peer.outbox.put_frame(frames.Frame([Item.of("1"), Item.of("2")]))
    assert await peer.read() == ["[1,2]"]


async def test_what_many_get_keeps_its_place_among_what_is_for_one(peer: Peer) -> None:
    peer.hear("1")
    peer.outbox.put("2")
    peer.hear("3")
    peer.outbox.put_answer("4")
    assert await peer.read() == ["[1]", "[2,3,4]"]
    peer.hear("5")
    assert await peer.read() == ["[1]", "[2,3,4]", "[5]"]


async def test_what_many_get_waits_for_a_blocked_client_in_order(peer: Peer) -> None:
    await block(peer)
    peer.hear("1")
    peer.outbox.put("2")
    peer.hear("3")
    assert await peer.read() == ['["first"]', "[1,2,3]"]
    peer.hear("4")
    assert (await peer.read())[2:] == ["[4]"]


async def test_all_frames_are_counted(peer: Peer) -> None:
    peer.hear("1")
    peer.outbox.put("2")
    assert len(await peer.read()) == peer.line.frames == 2


async def test_what_many_get_goes_behind_what_waits_and_replaces_what_is_older(peer: Peer) -> None:
    await block(peer)
    peer.outbox.put("1", "typing")
    peer.outbox.put_frame(frames.Frame([Item.of("2"), Item.of("3", "typing")]))
    assert await peer.read() == ['["first"]', "[2,3]"]


async def test_who_reads_again_gets_the_rest_and_then_what_is_new(peer: Peer) -> None:
    await block(peer)
    peer.outbox.put("1")
    await peer.read()
    peer.outbox.put("2")
    assert await peer.read() == ['["first"]', "[1]", "[2]"]


@pytest.mark.parametrize("size", [1, 125, 126, 65_535, 65_536, MAX_FRAME - 2])
async def test_a_ready_frame_of_any_size_is_what_clients_understand(size: int) -> None:
    text = "x" * size
    assert payload(frames.Frame([Item.of(text)]).wire) == f"[{text}]"


async def test_frames_for_many_are_few_and_none_is_larger_than_promised() -> None:
    items = [Item.of('"' + "é" * 50_000 + '"') for _ in range(5)]
    made = frames.frames_of(items)
    assert [len(frame.items) for frame in made] == [2, 2, 1]
    assert all(len(frame.text.encode()) <= MAX_FRAME for frame in made)


async def test_only_the_newest_of_a_state_is_told_to_many() -> None:
    items = [Item.of("1", "head"), Item.of("2"), Item.of("3", "head")]
    assert [frame.text for frame in frames.frames_of(items)] == ["[2,3]"]
