"""The database keeps some waiting; what others say is delivered all the same."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from uuid import uuid4

import psycopg
import pytest

from tests.chaos.agreement import all_agree, everybody_hears, present
from tests.chaos.cluster import Crowd, Site
from tests.chaos.conftest import Gather
from tests.copies import Event
from tests.members import Member
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

# Seconds a delivery may take beside somebody who waits: for the lock's end, or to be told to try
# again after 20 of them or more. So whatever comes before has not waited for it.
AT_ONCE = 10.0
WAITING = 8  # tabs: more than a process has threads for the database


@pytest.mark.postgres
async def test_a_room_that_is_locked_delays_nobody_in_another(
    scaled: Site, database_url: str, gather: Gather
) -> None:
    crowd = gather(scaled)
    locked, free = crowd.new_room(), crowd.new_room()
    async with (
        present(crowd, locked, free) as members,
        many_tabs(crowd) as tabs,
        asyncio.TaskGroup() as group,
    ):
        [message] = await posts(members[0], locked, 1)
        with lock_on_room(database_url, locked):
            waiting = wait_for_the_lock(group, tabs, message)
            for number in range(5):
                said = await members[1].post(free, f"{number}")
                await until(lambda v=said["version"]: everybody_has(members, free, v), AT_ONCE)
            await everybody_hears(members[::-1], free)
            assert not any(task.done() for task in waiting)
        await asyncio.wait(waiting)
        await all_agree(members, locked, crowd)
        await all_agree(members, free, crowd)


async def test_a_database_that_is_locked_delays_no_delivery_and_no_reading(
    embedded: Site, gather: Gather
) -> None:
    crowd = gather(embedded)
    room = crowd.new_room()
    async with present(crowd, room) as members, asyncio.TaskGroup() as group:
        posted = await posts(members[0], room, 3)
        with lock_on_database(embedded):
            waiting = [group.create_task(members[0].post(room, "later"))]
            await everybody_hears(members, room)
            async with asyncio.timeout(AT_ONCE):
                page = await members[1].request("room.history", room=room, after=0)
            assert page["messages"] == posted
            assert not waiting[0].done()
        await asyncio.wait(waiting)
        await all_agree(members, room, crowd)


async def posts(member: Member, room: int, number: int) -> list[Event]:
    return [await member.post(room, f"{count}") for count in range(number)]


@asynccontextmanager
async def many_tabs(crowd: Crowd) -> AsyncIterator[list[Member]]:
    """More sockets of the first person on the first process than it has threads for them."""
    async with AsyncExitStack() as stack:
        url, cookie = crowd.site.processes[0].socket_url, crowd.cookies[0]
        yield [await stack.enter_async_context(Member([url], cookie)) for _ in range(WAITING)]


def wait_for_the_lock(
    group: asyncio.TaskGroup, tabs: list[Member], message: Event
) -> list[asyncio.Task[Event]]:
    """Post into the room of a message, and edit the message from every tab."""
    post = {"room": message["room"], "text": "later"}
    edit = {"message": message["id"], "text": "later, edited"}
    return [
        group.create_task(tabs[0].insist("message.post", client_id=str(uuid4()), **post)),
        *(group.create_task(tab.insist("message.edit", **edit)) for tab in tabs),
    ]


def everybody_has(members: list[Member], room: int, version: int) -> bool:
    return all(member.has(room, version) for member in members)


@contextmanager
def lock_on_room(database_url: str, room: int) -> Iterator[None]:
    """Hold what every change of the room waits for."""
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT 1 FROM chat_room WHERE id = %s FOR UPDATE", [room])
        yield
        connection.rollback()


@contextmanager
def lock_on_database(site: Site) -> Iterator[None]:
    """Write, as another program might, and take one's time."""
    [path] = site.data_dir.glob("*.sqlite3")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")
