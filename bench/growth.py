"""How costs grow: with sockets, rooms, members, messages and processes, at three sizes each.

Not part of ``make bench``: type ``make bench ARGS=growth``.
"""

from __future__ import annotations

from typing import NamedTuple

from bench.audience import full_room
from bench.efforts import Effort
from bench.figures import Figures, Line, Measured
from bench.measuring import Size, take
from bench.servers import Server
from bench.sites import EMBEDDED, SHARED, running

READERS = 100
PEOPLE = READERS + 1
LONE, SATURATED = 1, 32  # posts in flight


class Fill(NamedTuple):
    """What the site is filled with: ``members`` in each room, ``messages`` too."""

    people: int
    rooms: int
    members: int
    messages: int = 0

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(f"--{name}={number}" for name, number in self._asdict().items())


def measure(figures: Figures, size: Size) -> None:
    """Change one thing, with the others as they are."""
    for readers in (100, 500, 2500):
        at(figures, size, f"{readers:,} sockets", readers=readers)
    for rooms in (1, 100, 400):
        at(figures, size, f"{rooms:,} rooms of each", fill=Fill(PEOPLE, rooms, PEOPLE))
    for members in (1000, 10_000, 100_000):
        at(figures, size, f"{members:,} members", fill=Fill(members, 1, members))
    for messages in (1000, 10_000, 100_000):
        at(figures, size, f"{messages:,} messages", fill=Fill(PEOPLE, 1, PEOPLE, messages))
    for processes in (1, 2, 3):
        at(figures, size, f"{processes} processes over Redis", SHARED, processes=processes)


def at(
    figures: Figures,
    size: Size,
    what: str,
    store: str = EMBEDDED,
    *,
    readers: int = READERS,
    processes: int = 1,
    fill: Fill | None = None,
) -> None:
    """Take the costs at one size."""
    arguments = fill.arguments if fill else ()
    with running(store, users=readers + 1, processes=processes, fill=arguments) as site:
        if fill:
            site = site._replace(rooms=[min(site.seats.values())])
        named = site._replace(name=what)
        for _number in range(size.repeats):
            take(figures, "growth", named, costs(named, readers, size.seconds))


async def costs(server: Server, readers: int, seconds: float) -> Measured:
    """Return what it costs to come in, to post alone, and to deliver. Raises Lost, FAULTS."""
    effort = Effort(server)
    async with full_room(server.dialect, readers) as room:
        coming = effort.spent().server / readers
        effort = Effort(server)
        lone = await room.pump(LONE, seconds)
        posting = effort.spent().server / lone
        effort = Effort(server)
        deliveries = readers * await room.pump(SATURATED, seconds)
        delivering = effort.spent().server / deliveries
        await room.nothing_more()
    return {
        Line("CPU to connect and open the room", "ms"): 1e3 * coming,
        Line("CPU of a lone post and its deliveries", "µs"): 1e6 * posting,
        Line("CPU of a delivery, saturated", "µs"): 1e6 * delivering,
    }
