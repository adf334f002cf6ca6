"""Real processes on a real Redis and PostgreSQL: killed, stopped and restarted."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.services import fresh_database, redis_server
from tests.site_process import SiteProcess, serve
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server, pytest.mark.redis, pytest.mark.postgres]

SCALE = 0.1
SILENCE, BOUND = 15 * SCALE, 25 * SCALE  # seconds


@pytest.fixture(scope="module")
def environment(postgres_url: str) -> Iterator[dict[str, str]]:
    with redis_server() as redis_url, fresh_database(postgres_url) as database_url:
        yield {
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "SECRET_KEY": "one key for all processes of the site",
            "TIME_SCALE": str(SCALE),
        }


@pytest.fixture(scope="module")
def site(environment: dict[str, str]) -> Iterator[SiteProcess]:
    with serve(**environment) as process:
        yield process


@pytest.fixture(scope="module")
def people(site: SiteProcess) -> Iterator[dict[str, Visitor]]:
    with ExitStack() as stack:
        names = ("ann", "bob", "carol")
        visitors = {name: stack.enter_context(Visitor(site.url, name)) for name in names}
        yield {name: visitor.sign_up() for name, visitor in visitors.items()}


def states(event: Event) -> dict[str, str]:
    return {user["username"]: user["state"] for user in event["users"]}


async def sees(socket: Socket, **expected: str) -> Event:
    """Wait for an event that shows these people so."""
    return await socket.next(lambda event: expected.items() <= states_or_none(event).items())


def states_or_none(event: Event) -> dict[str, str]:
    return states(event) if event["type"].startswith("presence.") else {}


async def watch(socket: Socket) -> dict[str, str]:
    return states(await socket.request("presence.watch", **{"from": 0, "limit": 100}))


async def test_people_on_two_processes_see_each_other_come_and_log_out(environment, site, people):
    with serve(**environment) as other:
        async with open_socket(site.socket_url, people["ann"].cookie) as ann:
            assert (await watch(ann))["bob"] == "offline"
            async with open_socket(other.socket_url, people["bob"].cookie) as bob:
                await sees(ann, bob="online")
                await watch(bob)
                await bob.send_text('{"type":"presence.idle","idle":true}')
                await sees(ann, bob="away")
                await asyncio.to_thread(people["bob"].log_out)
                await sees(ann, bob="offline")
                assert (await bob.closed())[0] == 4401
    await asyncio.to_thread(people["bob"].log_in)


@contextmanager
def doomed(environment: dict[str, str]) -> Iterator[SiteProcess]:
    """A process that a test kills."""
    try:
        with serve(**environment) as process:
            yield process
    except AssertionError as error:
        if "ended with -9" not in str(error):
            raise


async def test_a_killed_process_takes_its_people_along_as_one_batch(environment, site, people):
    with doomed(environment) as victim:
        async with (
            open_socket(site.socket_url, people["ann"].cookie) as ann,
            open_socket(victim.socket_url, people["bob"].cookie),
            open_socket(victim.socket_url, people["carol"].cookie),
        ):
            await both_are(ann, "online")
            victim.signal(signal.SIGKILL)
            async with asyncio.timeout(BOUND):
                event = await ann.next(lambda event: "offline" in states_or_none(event).values())
            assert states(event).items() >= {"bob": "offline", "carol": "offline"}.items()


async def both_are(socket: Socket, state: str) -> None:
    window = await watch(socket)
    while {window["bob"], window["carol"]} != {state}:
        window |= states_or_none(await socket.next(lambda event: bool(states_or_none(event))))


async def test_a_process_that_was_stopped_is_complete_again(environment, site, people):
    with serve(**environment) as sleeper:
        async with (
            open_socket(site.socket_url, people["ann"].cookie) as ann,
            open_socket(sleeper.socket_url, people["bob"].cookie) as bob,
        ):
            await watch(ann)
            await watch(bob)
            sleeper.signal(signal.SIGSTOP)
            await sees(ann, bob="offline")
            sleeper.signal(signal.SIGCONT)
            await sees(ann, bob="online")
            assert (await watch(bob))["ann"] == "online"


async def test_people_of_a_stopping_process_who_come_back_in_time_never_flicker(
    environment, site, people
):
    async with open_socket(site.socket_url, people["ann"].cookie) as ann:
        with serve(**environment) as stopping:
            async with open_socket(stopping.socket_url, people["bob"].cookie) as bob:
                await watch(ann)
                await watch(bob)
                stopping.signal(signal.SIGTERM)
                assert (await bob.closed())[0] == 1012
        async with open_socket(site.socket_url, people["bob"].cookie) as bob:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(SILENCE + 1):
                    await sees(ann, bob="offline")
            assert (await watch(ann))["bob"] == "online"
