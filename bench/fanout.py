"""T1–T3: one message to everybody in a room, by us and by others, checked the same way."""

from __future__ import annotations

from bench.efforts import Effort
from bench.figures import Line, Measured, percentile
from bench.readers import full_room
from bench.servers import Server

WARM_UP = 0.5  # seconds: what compiles while it runs has compiled by then
PER_SECOND = 20  # messages, where nobody is in a hurry
EVERY = 1 / PER_SECOND


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
            loop = f"to {readers:,}, {in_flight} in flight"
            measured |= {
                deliveries_line(readers, in_flight): deliveries / spent.seconds,
                cpu_line(loop): 1e6 * spent.server / deliveries,
                Line(f"frames, {loop}", "/delivery", is_detail=True): frames / deliveries,
                **spent.shares(f", {loop}"),
            }
        await room.nothing_more()
    return measured


async def paced(server: Server, readers: int, seconds: float) -> Measured:
    """Post twenty messages a second. Raises Lost, FAULTS."""
    async with full_room(server.dialect, readers, with_clocks=True) as room:
        await room.pace(EVERY, WARM_UP)
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


def pace_of(readers: int) -> str:
    return f"{PER_SECOND} msg/s to {readers:,}"


def deliveries_line(readers: int, in_flight: int) -> Line:
    return Line(f"deliveries to {readers:,}, {in_flight} in flight", "/s")


def cpu_line(what: str) -> Line:
    return Line(f"server's CPU, {what}", "µs/delivery")


def latency_line(readers: int) -> Line:
    return Line(f"delivery, {pace_of(readers)}, p99", "ms")
