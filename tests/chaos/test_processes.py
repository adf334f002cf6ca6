"""A process of the site ends while people talk."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from tests.chaos.agreement import all_agree, present, talking
from tests.chaos.cluster import Crowd, Shards, Site
from tests.chaos.conftest import Gather
from tests.copies import Event
from tests.site_process import SiteProcess
from tests.sockets import open_socket
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

RESTARTED_WITHIN = 40  # seconds, of a machine that has other things to do
LAST_WORDS = "what a process dies of"


async def test_a_process_is_killed_while_people_post(scaled: Site, gather: Gather) -> None:
    crowd = gather(scaled)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        async with talking(members, room) as talk:
            await talk.goes_on()
            scaled.kill(1)
            await talk.goes_on()
        await all_agree(members, room, crowd)


async def test_a_process_is_stopped_while_people_post(scaled: Site, gather: Gather) -> None:
    crowd = gather(scaled)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        async with talking(members, room) as talk:
            await talk.goes_on()
            scaled.processes[1].process.terminate()
            await talk.goes_on()
            await until(lambda: scaled.processes[1].process.poll() == 0)
            await talk.goes_on()
        await all_agree(members, room, crowd)
        assert 1012 in members[1].endings
        assert "goodbye" in members[1].heard


async def test_a_hang_up_replaces_each_worker_while_people_post(
    redis: Shards, database_url: str, gather: Gather
) -> None:
    with ExitStack() as stack:
        site = Site(stack, workers=2, DATABASE_URL=database_url, REDIS_URL=redis.url)
        crowd, served = gather(site), site.processes[0]
        room, before = crowd.new_room(), served.workers
        async with present(crowd, room) as members:
            async with talking(members, room) as talk:
                await talk.goes_on()
                served.signal(signal.SIGHUP)
                await until(lambda: not served.workers & before, RESTARTED_WITHIN)
                await talk.goes_on()
            await all_agree(members, room, crowd)
            assert {code for member in members for code in member.endings} == {1012}
            assert not any(member.turned_away for member in members)


async def test_the_only_process_is_killed_and_comes_back(embedded: Site, gather: Gather) -> None:
    crowd = gather(embedded)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        async with talking(members, room) as talk:
            await talk.goes_on()
            embedded.kill(0)
            embedded.start(0)
            for member in members:
                member.move(embedded.socket_urls)
            await talk.goes_on()
        await all_agree(members, room, crowd)


async def test_a_process_dies_between_commit_and_publishing(scaled: Site, gather: Gather) -> None:
    crowd = gather(scaled)
    room = crowd.new_room()
    doomed = scaled.start(0, FAULT_AFTER_COMMIT=LAST_WORDS)
    async with present(crowd, room, only=scaled.processes[1]) as members:
        post = await say_last_words(doomed, crowd, room)
        # Nobody posts, and nobody opens the room again: the process itself finds out.
        await until(lambda: all(member.copies[room].messages for member in members))
        [message] = await all_agree(members, room, crowd)
        again = await members[0].insist("message.post", **post)
        assert again["message"] == message
        assert await all_agree(members, room, crowd) == [message]


async def test_the_only_process_dies_between_commit_and_publishing(
    embedded: Site, gather: Gather
) -> None:
    crowd = gather(embedded)
    room = crowd.new_room()
    doomed = embedded.start(0, FAULT_AFTER_COMMIT=LAST_WORDS)
    async with present(crowd, room) as members:
        await say_last_words(doomed, crowd, room)
        embedded.start(0)
        for member in members:
            member.move(embedded.socket_urls)
        [message] = await all_agree(members, room, crowd)
        assert message["text"] == LAST_WORDS


async def say_last_words(doomed: SiteProcess, crowd: Crowd, room: int) -> Event:
    """Post, once, what kills the process before it can tell anybody; return what was posted."""
    doomed.ends_with = -signal.SIGKILL
    post = {"room": room, "client_id": str(uuid4()), "text": LAST_WORDS}
    async with open_socket(doomed.socket_url, crowd.cookies[0]) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.request("message.post", **post)
    await until(lambda: doomed.process.poll() is not None)
    return post
