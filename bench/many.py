"""Ten thousand sockets on one process: they come, chat in a hundred rooms, and are restarted."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack

from bench import cores
from bench.efforts import Effort, at_rest
from bench.figures import Figures, Line, Measured, percentile
from bench.measuring import Size, take
from bench.members import Member, present
from bench.posts import Book
from bench.processes import resident_bytes
from bench.sites import EMBEDDED, Plan, Site, prepared
from tests.processes import free_port
from tests.site_process import serve

ROOMS = 100
EVERY = 0.01  # seconds between two posts: each room has one a second
AWAY = 240.0  # seconds after which a restart has no figure


def measure(figures: Figures, size: Size) -> None:
    """Once: it takes a minute."""
    shape = (f"--people={size.idle}", f"--rooms={ROOMS}", f"--members={size.idle // ROOMS}")
    with ExitStack() as stack:
        plan = prepared(stack, EMBEDDED, users=size.idle, fill=shape)
        port = free_port()
        life = stack.enter_context(ExitStack())
        site = begin(life, plan, port)
        take(figures, "many", site, a_day(site, plan, life, port, size.seconds))


def begin(life: ExitStack, plan: Plan, port: int) -> Site:
    """Start it where clients look for it."""
    with cores.on(cores.SERVER):
        served = serve(plan.folder, workers=1, arguments=(f"--port={port}",), **plan.env)
        return plan.site(life.enter_context(served))


async def a_day(site: Site, plan: Plan, life: ExitStack, port: int, seconds: float) -> Measured:
    """Let everybody come, chat, and come back after a restart. Raises Lost, FAULTS."""
    before, effort = resident_bytes(site.processes), Effort(site)
    people = [Member(site.socket_url, site.cookies[n], room) for n, room in site.seats.items()]
    async with present(people) as members:
        arriving = effort.spent()
        await at_rest(site)
        held = resident_bytes(site.processes) - before
        book = Book(members)
        speakers = list({member.room: member for member in members}.values())
        effort = Effort(site)
        await chat(book, speakers, seconds)
        await book.settle(once=False)
        chatting = effort.spent()
        began = time.monotonic()
        await asyncio.to_thread(life.close)
        await asyncio.to_thread(begin, life, plan, port)
        served = time.monotonic()
        async with asyncio.timeout(AWAY):
            await asyncio.gather(*(member.come_back() for member in members))
        back = time.monotonic()
        await book.settle(once=False)
    count = len(people)
    return {
        Line(f"{count:,} come, each opens a room", "s"): arriving.seconds,
        Line("server's CPU for one of them", "ms"): 1e3 * arriving.server / count,
        Line("memory of each, with its room open", "KiB"): held / 1024 / count,
        Line(f"a post in one of {ROOMS} rooms, answered, median", "ms"): 1e3
        * percentile(book.latencies, 50),
        Line(f"a post in one of {ROOMS} rooms, answered, p99", "ms"): 1e3
        * percentile(book.latencies, 99),
        Line(f"core in use by {round(1 / EVERY)} posts a second", "%"): 100
        * chatting.server
        / chatting.seconds,
        Line("restart: stopped and serving again", "s"): served - began,
        Line("restart: then, until all are back and caught up", "s"): back - served,
        Line("messages lost", "", "0"): 0,  # or there would be no figure
    }


async def chat(book: Book, speakers: list[Member], seconds: float) -> None:
    """Let the rooms take turns. Raises Lost."""
    posts, began = [], time.monotonic()
    for number in range(round(seconds / EVERY)):
        await asyncio.sleep(max(0.0, began + number * EVERY - time.monotonic()))
        posts.append(asyncio.ensure_future(book.post(speakers[number % len(speakers)])()))
    await asyncio.gather(*posts)
