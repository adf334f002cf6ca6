"""What people do while things break, and how every test ends: all copies equal the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from itertools import count, repeat

from tests.chaos.cluster import Crowd
from tests.copies import Event
from tests.members import Member, Refused
from tests.site_process import SiteProcess
from tests.sockets import open_socket
from tests.waiting import SECONDS, until

PACE = 0.02  # seconds between two things one person does
NEWEST = 50  # messages that a client is given which was away for too long


@asynccontextmanager
async def present(
    crowd: Crowd, *rooms: int, only: SiteProcess | None = None
) -> AsyncIterator[list[Member]]:
    """Each of the crowd as a client, all up to date; on all processes, or on one only."""
    turns = repeat([only.socket_url]) if only else crowd.turns()
    async with AsyncExitStack() as stack:
        members = [
            await stack.enter_async_context(Member(urls, cookie, *rooms))
            for urls, cookie in zip(turns, crowd.cookies, strict=False)
        ]
        await until(lambda: all(member.is_up_to_date for member in members))
        yield members


@asynccontextmanager
async def talking(members: Iterable[Member], room: int) -> AsyncIterator[Talk]:
    """Everybody posts, edits and deletes for as long as the block lasts."""
    talk = Talk(list(members), room)
    async with asyncio.TaskGroup() as group:
        for member in talk.members:
            group.create_task(talk.of(member))
        yield talk
        talk.is_over = True


class Talk:
    """What goes on in a room."""

    def __init__(self, members: list[Member], room: int) -> None:
        self.members, self.room, self.is_over = members, room, False

    @property
    def length(self) -> int:
        return sum(len(member.posted) for member in self.members)

    async def goes_on(self, posts: int = 20) -> None:
        """Wait until some more posts were answered."""
        goal = self.length + posts
        await until(lambda: self.length >= goal)

    async def of(self, member: Member) -> None:
        for number in count(1):
            message = await member.post(self.room, f"{number}")
            if number % 3 == 0:
                await member.insist("message.edit", message=message["id"], text=f"{number}, edited")
            if number % 5 == 0:
                # Asked again after a lost answer, it is gone.
                with suppress(Refused):
                    await member.insist("message.delete", message=message["id"])
            if self.is_over:
                return
            await asyncio.sleep(PACE)


async def all_agree(members: list[Member], room: int, crowd: Crowd) -> list[Event]:
    """Every copy equals the database, each message once and in order. Return the messages."""
    version, messages = await read_room(crowd.site.any_socket_url, crowd.cookies[0], room)
    assert [message["position"] for message in messages] == list(range(1, len(messages) + 1))
    for field in ("id", "version"):
        assert len({message[field] for message in messages}) == len(messages)
    assert max((message["version"] for message in messages), default=0) == version
    await until(lambda: all(member.has(room, version) for member in members))
    for member in members:
        held = member.copies[room].in_order
        assert len(held) >= min(NEWEST, len(messages))
        assert held == messages[-len(held) :] or not messages
        _has_all_posts(member, room, messages)
    return messages


async def everybody_hears(members: list[Member], room: int) -> None:
    """The layer works: what no comparison with the database would bring arrives too."""
    first, *others = members
    for member in others:
        member.heard.clear()
    async with asyncio.timeout(SECONDS):
        while not all("typing" in member.heard for member in others):
            await first.insist("room.typing", room=room)
            await asyncio.sleep(PACE)


def _has_all_posts(member: Member, room: int, messages: list[Event]) -> None:
    """What was answered is there, once, in the order in which it was posted."""
    posted = [message["client_id"] for message in member.posted if message["room"] == room]
    wanted = set(posted)
    assert [m["client_id"] for m in messages if m["client_id"] in wanted] == posted


async def read_room(url: str, cookie: str, room: int) -> tuple[int, list[Event]]:
    """A room's version and all its messages, as a client reads them that has nothing."""
    messages: list[Event] = []
    async with open_socket(url, cookie) as socket:
        opened = await socket.request("room.open", room=room)
        more = opened["position"] > 0
        while more:
            after = messages[-1]["position"] if messages else 0
            page = await socket.request("room.history", room=room, after=after, limit=100)
            messages += page["messages"]
            more = page["more"]
    return opened["version"], messages
