"""T6: posts a second by sixteen people in four rooms, and how long a lone post takes."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import ExitStack

from bench.copies import Lost
from bench.efforts import Effort
from bench.figures import Figures, Line, Measured, percentile
from bench.measuring import Size, take, taking_turns
from bench.members import Member, present
from bench.sites import EMBEDDED, SHARED, Site, running

SENDERS, ROOMS = 16, 4
IN_FLIGHT = (1, 8)  # posts each sender has on their way
PAUSE = 0.02  # seconds between two lone posts: everything has come to rest

Truth = dict[int, dict[int, int]]  # room → position → message


def measure(figures: Figures, size: Size) -> None:
    """T6 on both stores."""
    with ExitStack() as stack:
        sites = [
            stack.enter_context(running(name, users=SENDERS, rooms=ROOMS))
            for name in (EMBEDDED, SHARED)
        ]
        for number in range(size.repeats):
            for site in taking_turns(sites, number):
                for in_flight in IN_FLIGHT:
                    take(figures, "T6", site, loaded(site, size.seconds, in_flight))
                take(figures, "T6", site, alone(site, size.lone_posts))


async def loaded(site: Site, seconds: float, in_flight: int) -> Measured:
    """Let everybody post, the next as soon as one of theirs is answered. Raises Lost.

    The time ends when the last delivery has arrived, so a backlog is no throughput.
    """
    async with present(people(site)) as members:
        book, until = Book(members), time.perf_counter() + seconds

        async def chat(post: Callable[[], Awaitable[None]]) -> None:
            while time.perf_counter() < until:
                await post()

        frames, effort = _frames(members), Effort(site)
        await asyncio.gather(*(chat(book.post(m)) for m in members for _ in range(in_flight)))
        await book.settle()
        spent, count = effort.spent(), len(book.latencies)
        frames = _frames(members) - frames
    loop = f"{in_flight} in flight each"
    return {
        Line(f"posts, {loop}", "/s", "≥ 3,000"): count / spent.seconds,
        Line(f"answer, {loop}, median", "ms"): 1e3 * percentile(book.latencies, 50),
        Line(f"answer, {loop}, p99", "ms"): 1e3 * percentile(book.latencies, 99),
        Line(f"server's CPU, {loop}", "µs/post"): 1e6 * spent.server / count,
        Line(f"frames sent, {loop}", "/post", is_detail=True): frames / count,
        **spent.shares(f", {loop}"),
    }


async def alone(site: Site, count: int) -> Measured:
    """Let one of them post now and then. Raises Lost."""
    async with present(people(site)) as members:
        book = Book(members)
        post = book.post(members[0])
        for _ in range(count):
            await post()
            await asyncio.sleep(PAUSE)
        await book.settle()
    return {
        Line("answer to a lone post, median", "ms", "≤ 10"): 1e3 * percentile(book.latencies, 50),
        Line("answer to a lone post, p99", "ms"): 1e3 * percentile(book.latencies, 99),
    }


def people(site: Site) -> list[Member]:
    """Everybody is a member of every room, and has one open."""
    return [
        Member(site.socket_url, cookie, site.rooms[number % len(site.rooms)])
        for number, cookie in enumerate(site.cookies)
    ]


class Book:
    """All that was posted: what everybody must have seen in the end."""

    def __init__(self, members: list[Member]) -> None:
        self._members = members
        self._truth: Truth = defaultdict(dict)
        self.latencies: list[float] = []

    def post(self, member: Member) -> Callable[[], Awaitable[None]]:
        """Return what posts once as this member and writes it down."""

        async def post() -> None:
            asked = time.perf_counter()
            message = await member.post()
            self.latencies.append(time.perf_counter() - asked)
            self._truth[member.room][message.position] = message.id

        return post

    async def settle(self, *, once: bool = True) -> None:
        """Wait until everybody has heard everything, and compare. Raises Lost.

        Whoever has caught up may have been told something again.
        """
        for member in self._members:
            posted = self._truth[member.room]
            await member.has_heard(max(posted, default=0))
            self._check(member, posted, once=once and not member.catch_ups)

    def _check(self, member: Member, posted: dict[int, int], *, once: bool) -> None:
        if sorted(posted) != list(range(member.copy.opened + 1, member.copy.head + 1)):
            raise Lost("positions have holes, or belong to no post")
        member.copy.check(posted, once=once)


def _frames(members: list[Member]) -> int:
    return sum(member.connection.frames for member in members)
