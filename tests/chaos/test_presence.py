"""Who is shown as here while processes die, stop and are replaced, and while Redis is away."""

from __future__ import annotations

import asyncio
import signal
from itertools import cycle

import pytest

from tests.chaos.cluster import Shards, Site
from tests.chaos.conftest import SLOWER
from tests.chaos.onlookers import Onlooker, Sockets, all_see, onlookers, sockets
from tests.sockets import open_socket
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.server, pytest.mark.redis, pytest.mark.postgres]

GRACE = 10 * SLOWER  # seconds
SILENCE, STOPPED, OUTAGE = 15 * SLOWER, 30 * SLOWER, 60 * SLOWER  # seconds


async def stays_so(watching: list[Onlooker], seconds: float) -> None:
    """See that nobody is told of anybody who comes or leaves."""
    with pytest.raises(TimeoutError):
        await until(lambda: any(o.left or o.came for o in watching), seconds)


async def test_a_killed_process_takes_those_along_who_do_not_come_back_as_one_batch(
    trio: Site,
) -> None:
    (me, cookie), *people = trio.people
    surviving, doomed = trio.socket_urls[:2], trio.socket_urls[2:]
    back, gone, others = people[:20], people[20:100], people[100:]
    async with onlookers(surviving, cookie) as watching, sockets() as wires:
        here = {me} | await wires.open(others, surviving)
        lost = await wires.open(gone, doomed)
        here |= await wires.open(back, doomed)
        await all_see(watching, here | lost)
        for onlooker in watching:
            onlooker.forget()
        trio.kill(2)
        await wires.open(back, surviving)
        await all_see(watching, here)
        assert [(o.left, o.came) for o in watching] == [([lost], [])] * 2


async def test_a_process_that_was_stopped_is_right_again_and_so_are_the_others(trio: Site) -> None:
    (me, cookie), *people = trio.people
    async with onlookers(trio.socket_urls, cookie) as watching, sockets() as wires:
        here = {me} | await wires.open(people[:60], trio.socket_urls[:2])
        lost = await wires.open(people[60:90], trio.socket_urls[2:])
        await all_see(watching, here | lost)
        for onlooker in watching:
            onlooker.forget()
        *others, stopped = watching
        trio.processes[2].signal(signal.SIGSTOP)
        await until(lambda: all(o.left == [lost] for o in others))
        await stays_so([stopped], STOPPED - SILENCE)
        trio.processes[2].signal(signal.SIGCONT)
        await all_see(watching, here | lost)
        assert [(o.left, set().union(*o.came)) for o in others] == [([lost], lost)] * 2
        assert (stopped.left, stopped.came) == ([], [])


async def test_closing_one_of_several_tabs_on_any_process_is_no_news(trio: Site) -> None:
    (me, cookie), (bob, bobs), *_ = trio.people
    here, there, elsewhere = trio.socket_urls
    async with onlookers([here, elsewhere], cookie) as watching, open_socket(there, bobs):
        async with open_socket(there, bobs), open_socket(elsewhere, bobs):
            await all_see(watching, {me, bob})
            for onlooker in watching:
                onlooker.forget()
        await stays_so(watching, GRACE + SILENCE)


async def test_a_rolling_restart_is_no_news(trio: Site) -> None:
    (me, cookie), newcomer, *people = trio.people
    staying, leaving = trio.socket_urls[:2], trio.socket_urls[2:]
    async with onlookers(staying, cookie) as watching, sockets() as wires:
        here = {me} | await wires.open(people[:140], staying)
        here |= await wires.open(people[140:200], leaving)
        await all_see(watching, here)
        for onlooker in watching:
            onlooker.forget()
        trio.processes[2].signal(signal.SIGTERM)
        codes = await wires.come_back(people[140:200], staying)
        assert set(codes) == {1012}
        await asyncio.to_thread(trio.processes[2].wait)
        await asyncio.to_thread(trio.start, 2)
        await stays_so(watching, SILENCE)
        come = await wires.open([newcomer], trio.socket_urls[2:])
        await all_see(watching, here | come)
        assert [(o.left, o.came) for o in watching] == [([], [come])] * 2


async def test_nobody_is_shown_offline_whatever_redis_does(trio: Site, redis: Shards) -> None:
    (me, cookie), newcomer, leaver, *people = trio.people[:63]
    async with onlookers(trio.socket_urls, cookie) as watching, sockets() as wires:
        here = {me} | await wires.open(people, trio.socket_urls)
        gone = await wires.open([leaver], trio.socket_urls)
        await all_see(watching, here | gone)
        for onlooker in watching:
            onlooker.forget()
        first, second, *moving = (user for user, _ in people)
        load = asyncio.create_task(keep_moving(wires, moving))
        assert redis.end_subscriptions() >= len(watching)
        await all_are_told_of(watching, wires, first)
        await asyncio.to_thread(redis.stop)
        await asyncio.to_thread(redis.start)
        await all_are_told_of(watching, wires, second)
        await asyncio.to_thread(redis.stop)
        await wires.close(leaver[0])
        await until(lambda: all(o.as_of for o in watching))
        await stays_so(watching, OUTAGE - SILENCE)
        await asyncio.to_thread(redis.start)
        come = await wires.open([newcomer], trio.socket_urls)
        load.cancel()
        await all_see(watching, here | come)
        assert [(o.left, o.came) for o in watching] == [([gone], [come])] * len(watching)


async def keep_moving(wires: Sockets, users: list[int]) -> None:
    """Become away and active again, everybody, as fast as one does who reads here and there."""
    for idle in cycle([True, False]):
        for user in users:
            await wires.say(user, "presence.idle", idle=idle)
        await asyncio.sleep(10 * SLOWER)


async def all_are_told_of(watching: list[Onlooker], wires: Sockets, user: int) -> None:
    """See that the bus works: what somebody does is shown by every process."""
    await wires.say(user, "presence.idle", idle=True)
    await until(lambda: all(o.states[user] == "away" and o.as_of is None for o in watching))
