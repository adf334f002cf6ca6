"""T4 and T5: what it costs to let somebody in, and to have them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

from bench.efforts import Effort, Spent, at_rest
from bench.figures import Figures, Line, Measured
from bench.knocking import knock
from bench.lines import memory_line
from bench.measuring import Size, start_peers, take, taking_turns
from bench.peers.programs import SOCKET_IO
from bench.processes import resident_bytes
from bench.readers import Reader, come_in, let_go
from bench.servers import Server
from bench.sites import EMBEDDED, running

WARM_UP = 300  # sockets, for what is made once
WATCHED = 3.0  # seconds in which nobody does anything
CONNECTS = Line("connects", "/s")
CONNECT_CPU = Line("server's CPU for a connect", "ms")


def measure(figures: Figures, size: Size) -> None:
    """T5 on new servers, then T4 on the same."""
    with ExitStack() as stack:
        ours = stack.enter_context(running(EMBEDDED, users=size.idle))
        servers = [ours, *start_peers(stack, figures, SOCKET_IO)]
        for server in servers:
            take(figures, "T5", server, idle(server, size.idle))
        for number in range(size.repeats):
            for server in taking_turns(servers, number):
                take(figures, "T4", server, connects(server, min(size.idle, size.sockets)))
    figures.compare("T4", CONNECTS.what, EMBEDDED, SOCKET_IO, "≥ 1")
    figures.compare("T4", CONNECT_CPU.what, EMBEDDED, SOCKET_IO)
    figures.compare("T5", memory_line(size.idle).what, EMBEDDED, SOCKET_IO, "≤ 1.5")


async def connects(server: Server, count: int) -> Measured:
    """Connect that many, fifty at a time, and let go of them. Raises FAULTS."""
    await at_rest(server)
    effort = Effort(server)
    people = await knock(server.arrival, range(count))
    spent = effort.spent()
    for one in people:
        one.transport.abort()
    await at_rest(server)
    wanted = "≤ 1.0" if server.name == EMBEDDED else ""
    return {
        CONNECTS: count / spent.seconds,
        CONNECT_CPU._replace(wanted=wanted): 1e3 * spent.server / count,
        **spent.shares(),
    }


async def idle(server: Server, count: int) -> Measured:
    """Hold that many sockets that do nothing. Raises FAULTS."""
    async with arrived(server, min(WARM_UP, count)):
        pass
    await at_rest(server)
    before = resident_bytes(server.processes)
    async with arrived(server, count) as spent:
        await at_rest(server)
        held = resident_bytes(server.processes) - before
        effort = Effort(server)
        await asyncio.sleep(WATCHED)
        resting = effort.spent()
    await at_rest(server)
    return {
        memory_line(count): held / 1024 / count,
        Line(f"server's core in use by {count:,} idle sockets", "%"): 100
        * resting.server
        / resting.seconds,
        Line(f"connects, {count:,} in a row", "/s"): count / spent.seconds,
    }


@asynccontextmanager
async def arrived(server: Server, count: int) -> AsyncIterator[Spent]:
    """Let people in; yields what that took. Raises FAULTS."""
    readers = [Reader(server.arrival, {}) for _ in range(count)]
    effort = Effort(server)
    try:
        await come_in(server.arrival, readers)
        yield effort.spent()
    finally:
        let_go(readers)
