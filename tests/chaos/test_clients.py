"""Clients that lose frames, that stop, that all come back at once, that log out."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from itertools import cycle
from uuid import uuid4

import pytest

from example_channels.serving.listening import allow_many_files
from tests.chaos.agreement import all_agree, present, talking
from tests.chaos.cluster import Site
from tests.chaos.conftest import Gather
from tests.chaos.stopped import stopped_client
from tests.members import SIGNED_OUT, Member
from tests.visitors import Visitor
from tests.waiting import SECONDS, until

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

MANY = 1000
LARGE = "🐘" * 4000
FLOOD = 60  # large messages of each: more than the kernel keeps for a peer that does not read


async def test_clients_that_lose_frames_have_everything_in_the_end(
    site: Site, gather: Gather
) -> None:
    crowd = gather(site)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        for number, member in enumerate(members[1:]):
            member.loses_every, member.patience = 3 + number, 0.3
        async with talking(members, room) as talk:
            await talk.goes_on()
        await all_agree(members, room, crowd)


async def test_a_thousand_clients_come_back_at_once(embedded: Site, gather: Gather) -> None:
    allow_many_files()
    crowd, room = gather(embedded, 1), embedded.hall
    async with AsyncExitStack() as stack, present(crowd, room) as [speaker]:
        cookies = cycle(embedded.cookies)
        many = [Member(embedded.socket_urls, next(cookies), room) for _ in range(MANY)]
        for member in many:
            member.beat, member.patience = 5.0, 15.0
            await stack.enter_async_context(member)
        await until(lambda: all(member.is_up_to_date for member in many), 2 * SECONDS)
        await speaker.post(room, "before")
        for member in many:
            member.drop()
        for number in range(5):
            await speaker.post(room, f"{number}")
        await until(lambda: all(m.endings and m.is_up_to_date for m in many), 2 * SECONDS)
        await speaker.post(room, "after")
        await all_agree([speaker, *many], room, crowd)


async def test_a_stopped_client_is_given_up_and_its_descriptor_freed(
    scaled: Site, gather: Gather
) -> None:
    crowd = gather(scaled)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        with stopped_client(scaled.processes[0], crowd.cookies[0], room) as stopped:
            async with asyncio.timeout(SECONDS):
                while stopped.is_held:
                    await members[0].post(room, LARGE)
            messages = await all_agree(members, room, crowd)
            told = stopped.resume(members[0].copies[room].version)
    assert told["endings"]
    assert told["held"] == messages[-len(told["held"]) :]


async def test_a_client_stopped_for_a_moment_catches_up(patient: Site, gather: Gather) -> None:
    crowd = gather(patient)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        with stopped_client(patient.processes[0], crowd.cookies[0], room) as stopped:
            await asyncio.gather(*(flood(member, room) for member in members))
            messages = await all_agree(members, room, crowd)
            told = stopped.resume(members[0].copies[room].version)
    assert told["endings"] == []
    assert "catch_up" in told["heard"]
    assert told["held"] == messages[-len(told["held"]) :]


async def flood(member: Member, room: int) -> None:
    for _ in range(FLOOD):
        await member.post(room, LARGE)


async def test_a_log_out_ends_all_sockets_of_the_log_in_and_disturbs_nobody(
    site: Site, gather: Gather
) -> None:
    crowd = gather(site)
    room = crowd.new_room()
    with Visitor(site.processes[0].url, f"leaver{uuid4().hex[:8]}") as leaver:
        leaver.sign_up()
        leaver.submit(f"/rooms/{room}/join/", form_on="/rooms/")
        async with present(crowd, room) as members, AsyncExitStack() as stack:
            theirs = [Member([url], leaver.cookie, room) for url in site.socket_urls * 2]
            for member in theirs:
                await stack.enter_async_context(member)
            await until(lambda: all(member.is_up_to_date for member in theirs))
            async with talking(members, room) as talk:
                await talk.goes_on()
                await asyncio.to_thread(leaver.log_out)
                await until(lambda: all(member.is_signed_out for member in theirs))
                lengths = [len(member.heard) for member in theirs]
                await talk.goes_on()
            await all_agree(members, room, crowd)
            assert [len(member.heard) for member in theirs] == lengths
            assert all(member.endings[0] == SIGNED_OUT for member in theirs)
