"""T7: pages a second, by two processes on PostgreSQL and Redis."""

from __future__ import annotations

import asyncio
import time

from bench.browsers import Browser
from bench.copies import Lost
from bench.efforts import Effort
from bench.figures import Figures, Line, Measured
from bench.measuring import Size, take
from bench.members import Member, present
from bench.sites import SHARED, Site, running

PROCESSES, BROWSERS = 2, 16
MESSAGES = 50
EMPTY = "/account/devices/"  # of which everybody has one
WARM_UP = 0.5  # seconds
SIGNED_IN, ROOM = "an empty signed-in page", f"a room with {MESSAGES} messages"


def measure(figures: Figures, size: Size) -> None:
    """Both pages in turn, by sixteen people at once."""
    with running(SHARED, users=BROWSERS, processes=PROCESSES) as site:
        take(figures, "T7", site, written(site))
        for _number in range(size.repeats):
            for what, path in ((SIGNED_IN, EMPTY), (ROOM, f"/rooms/{site.rooms[0]}/")):
                take(figures, "T7", site, viewed(site, what, path, size.seconds))
    room, empty = pages_line(ROOM).what, pages_line(SIGNED_IN).what
    figures.compare_lines("T7", SHARED, room, empty, "≥ 0.7")


async def written(site: Site) -> Measured:
    """Let somebody write what the page then shows. Raises Lost, FAULTS."""
    author = Member(site.socket_url, site.cookies[0], site.rooms[0])
    async with present([author]):
        for _ in range(MESSAGES):
            await author.post()
    return {Line("messages in the room", "", is_detail=True): MESSAGES}


async def viewed(site: Site, what: str, path: str, seconds: float) -> Measured:
    """Let everybody read the page again as soon as they have it. Raises Lost, FAULTS."""
    browsers = [
        await Browser.at(site.hosts[number % len(site.hosts)], cookie)
        for number, cookie in enumerate(site.cookies)
    ]
    await read(browsers, path, WARM_UP)
    effort = Effort(site)
    sizes = await read(browsers, path, seconds)
    spent = effort.spent()
    for browser in browsers:
        browser.close()
    return {
        pages_line(what): len(sizes) / spent.seconds,
        Line(f"server's CPU for {what}", "ms"): 1e3 * spent.server / len(sizes),
        Line(f"size of {what}", "KB", is_detail=True): sizes[0] / 1000,
        **spent.shares(f", {what}"),
    }


async def read(browsers: list[Browser], path: str, seconds: float) -> list[int]:
    """Read a page over and over; return the sizes of the answers in bytes. Raises Lost."""
    sizes: list[int] = []
    until = time.perf_counter() + seconds

    async def keep_reading(browser: Browser) -> None:
        while time.perf_counter() < until:
            status, body = await browser.get(path)
            if status != 200:
                raise Lost(f"{path} answered {status}")
            sizes.append(len(body))

    await asyncio.gather(*map(keep_reading, browsers))
    return sizes


def pages_line(what: str) -> Line:
    return Line(what, "/s")
