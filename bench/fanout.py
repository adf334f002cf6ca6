"""T1–T3: one message to everybody in a room, by us and by others, checked the same way."""

from __future__ import annotations

from contextlib import ExitStack

from bench.audience import full_room
from bench.efforts import Effort, at_rest
from bench.figures import Figures, Line, Measured, percentile
from bench.lines import (
    PER_SECOND,
    READERS,
    SATURATED,
    WINDOWS,
    cpu_line,
    deliveries_line,
    latency_line,
    loop_of,
    pace_of,
)
from bench.measuring import Size, start_peers, take, taking_turns
from bench.peers.programs import EJABBERD, PICOWS, PROSODY, SOCKET_IO, TUTORIAL, WS
from bench.servers import Server
from bench.sites import EMBEDDED, running

WARM_UP = 0.5  # seconds: what compiles while it runs has compiled by then
EVERY = 1 / PER_SECOND  # seconds
LONGER = 3  # times as long as a closed loop: of too few messages the slowest alone is the p99


def measure(figures: Figures, size: Size) -> None:
    """T1 and T3: a room of 500, ours and everybody's."""
    with ExitStack() as stack:
        ours = stack.enter_context(running(EMBEDDED, users=READERS + 1, rooms=1))
        others = (SOCKET_IO, WS, PICOWS, TUTORIAL) if size.is_full else (SOCKET_IO, PICOWS)
        peers = start_peers(stack, figures, *others)
        for number in range(size.repeats):
            for server in taking_turns([ours, *peers], number):
                run = saturated(server, READERS, size.seconds, WINDOWS)
                take(figures, "T1", server, run)
                if server.name != TUTORIAL:  # which falls behind at this pace
                    take(figures, "T3", server, paced(server, READERS, LONGER * size.seconds))
    if size.is_full:
        _measure_xmpp(figures, size)
    for in_flight in WINDOWS:
        what, is_target = deliveries_line(READERS, in_flight).what, in_flight == SATURATED
        figures.compare("T1", what, EMBEDDED, SOCKET_IO, "≥ 5" if is_target else "")
        figures.compare("T1", what, EMBEDDED, TUTORIAL, "≥ 100" if is_target else "")
    busy = cpu_line(loop_of(READERS, SATURATED))
    figures.compare("T1", busy.what, EMBEDDED, SOCKET_IO)
    cpu, p99 = cpu_line(pace_of(READERS)), latency_line(READERS)
    figures.compare("T3", cpu.what, EMBEDDED, SOCKET_IO, "≤ 1")
    figures.compare("T3", p99.what, EMBEDDED, PICOWS, "≤ 2")


def _measure_xmpp(figures: Figures, size: Size) -> None:
    """One after the other and alone: even at rest they take a part of the core."""
    for name in (EJABBERD, PROSODY):
        with ExitStack() as stack:
            for server in start_peers(stack, figures, name):
                take(figures, "T1", server, saturated(server, READERS, size.seconds, WINDOWS))


def measure_crowd(figures: Figures, size: Size) -> None:
    """T2: a room of 5,000, where the tutorial's consumer loses messages."""
    with ExitStack() as stack:
        ours = stack.enter_context(running(EMBEDDED, users=size.crowd + 1, rooms=1))
        others = (SOCKET_IO, PICOWS) if size.is_full else (SOCKET_IO,)
        peers = start_peers(stack, figures, *others)
        for number in range(size.repeats):
            for server in taking_turns([ours, *peers], number):
                take(figures, "T2", server, saturated(server, size.crowd, size.seconds, WINDOWS))
    for in_flight in WINDOWS:
        what = deliveries_line(size.crowd, in_flight).what
        wanted = "≥ 3" if in_flight == SATURATED and size.is_full else ""
        figures.compare("T2", what, EMBEDDED, SOCKET_IO, wanted)


async def saturated(
    server: Server, readers: int, seconds: float, windows: tuple[int, ...]
) -> Measured:
    """Keep posts in flight, once for each number of ``windows``. Raises Lost, FAULTS."""
    measured: dict[Line, float] = {}
    async with full_room(server.dialect, readers) as room:
        await room.pump(1, WARM_UP)
        for in_flight in windows:
            frames, effort = room.frames, Effort(server)
            deliveries = readers * await room.pump(in_flight, seconds)
            spent, frames = effort.spent(), room.frames - frames
            loop = loop_of(readers, in_flight)
            measured |= {
                deliveries_line(readers, in_flight): deliveries / spent.seconds,
                cpu_line(loop): 1e6 * spent.server / deliveries,
                Line(f"frames, {loop}", "/delivery", is_detail=True): frames / deliveries,
                **spent.shares(f", {loop}"),
            }
        await room.nothing_more()
    return measured


async def paced(server: Server, readers: int, seconds: float) -> Measured:
    """Post twenty messages a second, once everybody has settled. Raises Lost, FAULTS."""
    async with full_room(server.dialect, readers, with_clocks=True) as room:
        await room.pace(EVERY, WARM_UP)
        await at_rest(server)
        room.forget_times()
        effort = Effort(server)
        deliveries = readers * await room.pace(EVERY, seconds)
        spent, took = effort.spent(), room.took()
        await room.nothing_more()
    pace = pace_of(readers)
    return {
        cpu_line(pace): 1e6 * spent.server / deliveries,
        Line(f"delivery, {pace}, median", "ms"): 1e3 * percentile(took, 50),
        latency_line(readers): 1e3 * percentile(took, 99),
        **spent.shares(f", {pace}"),
    }
