"""Redis goes away, or stops bringing what is published, while people talk."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.chaos.agreement import all_agree, everybody_hears, present, talking
from tests.chaos.cluster import SCALE, Shards, Site
from tests.chaos.conftest import Gather
from tests.relay import relay_to
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.server, pytest.mark.redis]

OUTAGE = 60 * SCALE


async def test_redis_is_restarted_while_people_post(
    scaled: Site, redis: Shards, gather: Gather
) -> None:
    crowd = gather(scaled)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        async with talking(members, room) as talk:
            await talk.goes_on()
            redis.stop()
            redis.start()
            await talk.goes_on()
        await all_agree(members, room, crowd)
        await everybody_hears(members, room)


async def test_people_post_through_a_long_outage_of_redis(
    scaled: Site, redis: Shards, gather: Gather
) -> None:
    crowd = gather(scaled, 2)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        async with talking(members, room) as talk:
            await talk.goes_on()
            redis.stop()
            over = asyncio.get_running_loop().time() + OUTAGE
            while asyncio.get_running_loop().time() < over:
                await talk.goes_on(1)
            redis.start()
            await talk.goes_on()
        await all_agree(members, room, crowd)
        await everybody_hears(members, room)


async def test_redis_hangs_while_people_post(
    redis: Shards, database_url: str, gather: Gather
) -> None:
    with ExitStack() as stack:
        address = urlsplit(redis.servers[0].url)
        wire = stack.enter_context(relay_to(address.hostname or "", address.port or 0))
        behind = {"DATABASE_URL": database_url, "REDIS_URL": f"redis://{wire.host}/0"}
        crowd = gather(Site(stack, **behind), 2)
        room = crowd.new_room()
        async with present(crowd, room) as members:
            wire.stall()
            async with talking(members, room) as talk:
                await talk.goes_on()
            last = await members[0].post(room, "the layer brings nothing of all this")
            await until(lambda: all(member.has(room, last["version"]) for member in members))
            wire.flow()
            await everybody_hears(members, room)
            await all_agree(members, room, crowd)


async def test_subscriptions_are_ended_while_people_post(
    scaled: Site, redis: Shards, gather: Gather
) -> None:
    crowd = gather(scaled)
    room = crowd.new_room()
    async with present(crowd, room) as members:
        async with talking(members, room) as talk:
            await talk.goes_on()
            assert redis.end_subscriptions() >= 2
            await talk.goes_on()
        await all_agree(members, room, crowd)
        await everybody_hears(members, room)


async def test_one_of_two_redis_servers_is_away_while_people_post(
    scaled: Site, redis: Shards, gather: Gather
) -> None:
    crowd = gather(scaled, 2)
    one, two = crowd.new_room(), crowd.new_room()
    async with present(crowd, one) as ones, present(crowd, two) as twos:
        redis.servers[1].stop()
        async with talking(ones, one) as talk, talking(twos, two) as more:
            await talk.goes_on(5)
            await more.goes_on(5)
        redis.start()
        for members, room in ((ones, one), (twos, two)):
            await all_agree(members, room, crowd)
            await everybody_hears(members, room)
