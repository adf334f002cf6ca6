"""From publish to those who follow, in one process."""

import asyncio
import threading
from contextlib import suppress

import msgspec
import pytest

from example_channels.realtime import bell, outside, publishing
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.following import FollowingSocket
from example_channels.realtime.frames import Frame
from example_channels.realtime.hub import Hub
from example_channels.realtime.protocol import Event
from example_channels.realtime.writing import Line

pytestmark = pytest.mark.asyncio

SECONDS = 30.0  # how long a test waits at most


class Said(Event, frozen=True, tag="test.said"):
    word: str


class Socket(FollowingSocket):
    """Somebody's socket, as the hub sees it."""

    def __init__(self, user_id: int = 1) -> None:
        super().__init__(Line())
        self.hung_up = None
        self._user_id = user_id
        self._heard: asyncio.Queue[str] = asyncio.Queue()
        self.frames = 0

    @property
    def user_id(self) -> int:
        return self._user_id

    def put(self, text: str, replaces: str | None) -> None:
        self._heard.put_nowait(msgspec.json.decode(text)["word"])

    def put_frame(self, frame: Frame) -> None:
        self.frames += 1
        for item in frame.items:
            self.put(item.text, item.replaces)

    def hang_up(self, code: int, reason: str) -> None:
        self.hung_up = (code, reason)
        self._heard.put_nowait("hung up")

    async def hear(self) -> str:
        async with asyncio.timeout(SECONDS):
            return await self._heard.get()

    async def heard_before(self, word: str) -> list[str]:
        """Return what came until ``word``, which marks the end of a test's story."""
        words: list[str] = []
        while (heard := await self.hear()) != word:
            words.append(heard)
        return words


def say(topic: str, word: str, **options: object) -> None:
    publishing.publish(topic, Said(word=word), **options)  # type: ignore[arg-type]


async def test_followers_hear_and_others_do_not(live_hub: Hub) -> None:
    here, elsewhere = Socket(), Socket()
    await here.follow("room.1")
    await elsewhere.follow("room.2")
    say("room.1", "hi")
    assert await here.hear() == "hi"
    say("room.2", "end")
    assert await elsewhere.heard_before("end") == []


async def test_what_is_published_in_order_is_heard_in_order(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    for number in range(500):
        say("room.1", str(number))
    say("room.1", "end")
    assert await socket.heard_before("end") == [str(number) for number in range(500)]


async def test_what_comes_together_is_told_together(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    await socket.follow("room.2")
    for number in range(10):
        say("room.1", str(number))
        say("room.2", "beside")
    say("room.1", "end")
    await socket.heard_before("end")
    assert socket.frames <= 2


async def test_who_left_hears_nothing_more(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    await socket.follow("end")
    socket.leave("room.1")
    say("room.1", "hi")
    say("end", "end")
    assert await socket.heard_before("end") == []
    assert not live_hub.has_followers("room.1")


async def test_the_sockets_of_one_user_may_be_left_out(live_hub: Hub) -> None:
    ann, bob = Socket(1), Socket(2)
    for socket in (ann, bob):
        await socket.follow("room.1")
    say("room.1", "typing", not_user=1)
    say("room.1", "end")
    assert await ann.heard_before("end") == []
    assert await bob.heard_before("end") == ["typing"]


async def test_a_right_taken_is_gone_before_the_next_event(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("user.1")
    await socket.follow("room.1")
    say("user.1", "removed", unfollow=("room.1",))
    say("room.1", "secret")
    say("user.1", "end")
    assert await socket.heard_before("end") == ["removed"]


async def test_a_right_given_is_followed(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("user.1")
    say("user.1", "added", follow=("room.1",))
    assert await socket.hear() == "added"
    await asyncio.sleep(0)
    say("room.1", "hi")
    assert await socket.hear() == "hi"


async def test_hanging_up_reaches_every_follower(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("session.a")
    publishing.hang_up("session.a", 4401, "signed out")
    assert await socket.hear() == "hung up"
    assert socket.hung_up == (4401, "signed out")


async def test_a_thread_may_publish(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    thread = threading.Thread(target=say, args=("room.1", "hi"))
    thread.start()
    assert await socket.hear() == "hi"
    thread.join()


async def test_a_command_beside_the_server_rings_the_bell(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    envelope = Envelope.of("room.1", Said(word="hi"))
    await asyncio.to_thread(outside.publish, envelope)
    assert await socket.hear() == "hi"


async def test_nonsense_at_the_bell_harms_nobody(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    _reader, writer = await asyncio.open_unix_connection(bell.path())
    writer.write(b"nonsense\n")
    await writer.drain()
    await asyncio.to_thread(outside.publish, Envelope.of("room.1", Said(word="hi")))
    assert await socket.hear() == "hi"
    writer.close()


async def test_what_comes_while_one_reads_is_kept_until_it_is_told(live_hub: Hub) -> None:
    socket, bystander = Socket(), Socket()
    await bystander.follow("room.1")
    async with socket.following("room.1"):
        say("room.1", "meanwhile")
        assert await bystander.hear() == "meanwhile"
        socket.put('{"word":"snapshot"}', None)
    say("room.1", "end")
    assert await socket.heard_before("end") == ["snapshot", "meanwhile"]


async def test_who_may_not_read_hears_nothing(live_hub: Hub) -> None:
    socket, bystander = Socket(), Socket()
    await bystander.follow("room.1")
    with suppress(PermissionError):
        async with socket.following("room.1"):
            say("room.1", "secret")
            assert await bystander.hear() == "secret"
            raise PermissionError
    await socket.follow("end")
    say("room.1", "secret")
    say("end", "end")
    assert await socket.heard_before("end") == []


async def test_a_reading_that_fails_leaves_a_follower_following(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    with suppress(OSError):
        async with socket.following("room.1"):
            say("room.1", "meanwhile")
            raise OSError
    say("room.1", "end")
    assert await socket.heard_before("end") == ["meanwhile"]


async def test_who_is_removed_while_reading_does_not_follow(live_hub: Hub) -> None:
    socket, bystander = Socket(), Socket(2)
    await socket.follow("user.1")
    await bystander.follow("user.1")
    async with socket.following("room.1"):
        say("user.1", "removed", unfollow=("room.1",))
        assert await bystander.hear() == "removed"
    assert not socket.follows("room.1")
    say("room.1", "secret")
    say("user.1", "end")
    assert await socket.heard_before("end") == ["removed"]


async def test_the_hub_knows_that_its_bus_lives(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("room.1")
    say("room.1", "hi")  # Behind the first canary, so that has come when this has.
    await socket.hear()
    assert live_hub.is_live()
    await live_hub.stop()
    assert not live_hub.is_live()


async def test_a_socket_that_has_gone_follows_nothing_any_more(live_hub: Hub) -> None:
    socket = Socket()
    await socket.follow("user.1")
    socket.is_gone = True
    socket.leave_all()
    socket.change_topics(Envelope("user.1", follow=("room.1",)))
    await socket.follow("room.2")
    assert not live_hub.has_followers("room.1")
    assert not live_hub.has_followers("room.2")


async def test_what_is_taken_while_rights_are_read_is_not_followed(live_hub: Hub) -> None:
    socket, bystander = Socket(), Socket()
    for each in (socket, bystander):
        await each.follow("user.1")
    socket.begin_reading()
    say("user.1", "removed", unfollow=("members.1",))
    assert await bystander.hear() == "removed"
    await socket.follow_as_read(["members.1", "members.2"])
    assert not socket.follows("members.1")
    assert socket.follows("members.2")


async def test_a_listener_that_fails_costs_nobody_else_anything(live_hub: Hub) -> None:
    def fail(text: str) -> None:
        raise RuntimeError(text)

    live_hub.listen("room.1", fail)
    socket = Socket()
    await socket.follow("user.1")
    await socket.follow("room.1")
    live_hub.publish(
        Envelope.of("room.1", Said(word="lost")), Envelope.of("user.1", Said(word="kept"))
    )
    assert await socket.hear() == "kept"
