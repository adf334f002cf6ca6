"""T8: the list of 100,000 people of whom 30,000 are here, while 200 a second come or go."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

from bench import cores
from bench.browsers import Browser
from bench.connection import Connection, connect
from bench.copies import Lost
from bench.efforts import Effort, at_rest
from bench.events import Event
from bench.figures import Figures, Line, Measured, percentile
from bench.machine import ROOT
from bench.measuring import Size, take
from bench.sites import SHARED, Site, running

VIEWERS = 20
LIMIT = 100  # entries of a window
HERE = 0.3  # of the registered
CHANGES = 200  # a second
PAGES = 60
PATIENCE = 60.0  # seconds until everybody is shown
WATCHED = 12.0  # seconds at least: the list of so many may be told only every 5 s


def measure(figures: Figures, size: Size) -> None:
    """Pages, then viewers without and with changes; once, for each takes long enough."""
    with ExitStack() as stack:
        fill = (f"--people={size.people}",)
        site = stack.enter_context(running(SHARED, users=VIEWERS, fill=fill))
        here = round(size.people * HERE)
        changes = stack.enter_context(ghosts(site, here))
        take(figures, "T8", site, watched(site, here, size, changes))


@contextmanager
def ghosts(site: Site, count: int) -> Iterator[IO[str]]:
    """Let others be here, on another process; yields where to write how many shall change."""
    command = [sys.executable, "-m", "bench.ghosts", str(count)]
    env = {**site.environment, "DJANGO_SETTINGS_MODULE": "example_channels.settings"}
    with cores.on(cores.OTHERS):
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
    with process:
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        process.stdout.readline()
        yield process.stdin
        process.stdin.close()


async def watched(site: Site, here: int, size: Size, changes: IO[str]) -> Measured:
    """Read the page, then watch the list without and with changes. Raises Lost, FAULTS."""
    viewers = [Viewer() for _ in range(VIEWERS)]
    for viewer, cookie in zip(viewers, site.cookies, strict=True):
        await viewer.come(site.socket_url, cookie)
    await all_shown(viewers[0], here)
    await at_rest(site)
    page = await read_pages(site)
    calm = await spent_while(site, viewers, max(size.seconds, WATCHED))
    tell(changes, CHANGES)
    busy = await spent_while(site, viewers, max(size.seconds, WATCHED))
    tell(changes, 0)
    if not busy[1]:
        raise Lost("nobody was told of any change")
    for viewer in viewers:
        viewer.connection.drop()
    return {
        Line(f"page, {size.people:,} registered, {here:,} here", "ms", "≤ 20"): page[0],
        Line("size of the page", "KB", "≤ 60"): page[1],
        Line(f"core for {CHANGES} changes a second, {VIEWERS} viewers", "%", "≤ 10"): busy[0]
        - calm[0],
        Line("core without changes", "%", is_detail=True): calm[0],
        Line("told to each viewer meanwhile", "KB/s"): busy[1],
    }


class Viewer:
    """Somebody with the list open, who counts what they are told."""

    def __init__(self) -> None:
        self.connection: Connection

    async def come(self, url: str, cookie: str) -> None:
        """Connect and watch the first window. Raises FAULTS."""
        self.connection = await connect(url, cookie, lambda event: None)
        await self.watch()

    async def watch(self) -> Event:
        asked = {"from": 0, "limit": LIMIT, "query": ""}
        return await self.connection.request("presence.watch", **asked)


async def all_shown(viewer: Viewer, here: int) -> None:
    """Wait until those who are here are shown. Raises Lost."""
    until = time.monotonic() + PATIENCE
    while (await viewer.watch()).online < here:
        if time.monotonic() > until:
            raise Lost("the list never showed all who are here")
        await asyncio.sleep(0.1)


async def read_pages(site: Site) -> tuple[float, float]:
    """Return how long the page takes at the median, in ms, and its size, in KB."""
    browser, took = await Browser.at(site.hosts[0], site.cookies[0]), []
    for _ in range(PAGES):
        asked = time.perf_counter()
        status, body = await browser.get("/")
        took.append(time.perf_counter() - asked)
        if status != 200:
            raise Lost(f"the page answered {status}")
    browser.close()
    return 1e3 * percentile(took, 50), len(body) / 1000


async def spent_while(site: Site, viewers: list[Viewer], seconds: float) -> tuple[float, float]:
    """Return what share of a core was used, in per cent, and KB/s told to each viewer."""
    heard, effort = sum(v.connection.bytes for v in viewers), Effort(site)
    await asyncio.sleep(seconds)
    spent = effort.spent()
    told = (sum(v.connection.bytes for v in viewers) - heard) / len(viewers)
    return 100 * spent.server / spent.seconds, told / 1000 / spent.seconds


def tell(changes: IO[str], per_second: int) -> None:
    changes.write(f"{per_second}\n")
    changes.flush()
