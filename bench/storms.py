"""T9: everybody's socket is dropped at once, and everybody comes back and catches up."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bench.bystander import RoundTrips, watching
from bench.efforts import Effort
from bench.figures import Figures, Line, Measured
from bench.measuring import Size, take
from bench.members import Member, present
from bench.posts import Book
from bench.sites import EMBEDDED, Site, running

POST_EVERY = 0.5  # seconds: somebody keeps posting while the others are away
GIVEN_UP = 240.0  # seconds after which a storm that goes on has no figure
CALM = 2.0  # seconds to let things come to rest before the storm, and pings for comparison
STAYING = 2  # people: one who posts, one who pings


def measure(figures: Figures, size: Size) -> None:
    """T9 on the embedded default."""
    with running(EMBEDDED, users=size.sockets + STAYING, rooms=1) as site:
        for _number in range(size.repeats):
            take(figures, "T9", site, storm(site))


async def storm(site: Site) -> Measured:
    """Drop all but those who stay; all have everything in the end. Raises Lost, FAULTS."""
    pinging, *cookies = site.cookies
    members = [Member(site.socket_url, cookie, site.rooms[0]) for cookie in cookies]
    async with present(members) as (poster, *others):
        book, over = Book(members), asyncio.Event()
        with watching(site.socket_url, pinging) as round_trips:
            began = time.monotonic()
            await asyncio.sleep(CALM)
            chatting = asyncio.ensure_future(_chat(book, poster, over))
            effort = Effort(site)
            await _drop_all(others)
            spent = effort.spent()
            over.set()
            await chatting
            await book.settle(once=False)
    dropped, count = effort.since, len(others)
    blocked = _longest(round_trips, dropped, dropped + spent.seconds)
    return {
        Line(f"{count:,} sockets dropped, all back", "s", _wanted(count, "≤ 10")): spent.seconds,
        Line("longest wait of a bystander's ping", "ms", _wanted(count, "≤ 100")): 1e3 * blocked,
        Line("… before the drop", "ms", is_detail=True): 1e3
        * _longest(round_trips, began, dropped),
        Line("server's CPU for a reconnect", "ms"): 1e3 * spent.server / count,
        Line("attempts that failed", "", is_detail=True): sum(m.failures for m in others),
        Line("messages posted meanwhile", "", is_detail=True): len(book.latencies),
        Line("messages lost", "", "0"): 0,  # or there would be no figure
        **spent.shares(),
    }


async def _drop_all(members: list[Member]) -> None:
    """Let go of all sockets; return when everybody is back and caught up. Raises TimeoutError."""
    for member in members:
        member.go()
    async with asyncio.timeout(GIVEN_UP):
        await asyncio.gather(*(member.come_back() for member in members))


async def _chat(book: Book, poster: Member, over: asyncio.Event) -> None:
    post = book.post(poster)
    while not over.is_set():
        await post()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), POST_EVERY)


def _longest(round_trips: RoundTrips, since: float, until: float) -> float:
    within = (took for asked, took in round_trips if since <= asked + took and asked <= until)
    return max(within, default=0.0)


def _wanted(sockets: int, target: str) -> str:
    """The targets are those of five thousand sockets."""
    return target if sockets >= 5000 else ""
