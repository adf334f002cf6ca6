"""A reader who has stopped reading, among a thousand: what others notice, what becomes of it."""

from __future__ import annotations

import asyncio
import socket
import time

import msgspec

from bench.audience import Room, full_room
from bench.copies import Lost
from bench.fanout import EVERY
from bench.figures import Figures, Line, Measured, percentile
from bench.knocking import handshake, masked
from bench.measuring import Size, take
from bench.processes import open_sockets, resident_bytes
from bench.sites import EMBEDDED, Site, running

READERS = 1000
IN_FLIGHT, FLOOD = 32, 2.0  # posts, and seconds of them: enough to fill a stuck one's buffers
BUFFER = 4096  # bytes: the smallest there is, so that it is soon full
PATIENCE = 60.0  # seconds until a server lets go of a socket that takes nothing
GREED = 200  # pages asked for, none of them read
FREED = Line("then, until its descriptor was freed", "s")
ALONE, BESIDE = "p99 of a delivery, all reading", "p99 of a delivery, one has stopped reading"


def measure(figures: Figures, size: Size) -> None:
    """Deliveries at twenty messages a second, without and with somebody stuck."""
    with running(EMBEDDED, users=READERS + 2) as site:
        for number in range(size.repeats):
            is_last = number == size.repeats - 1
            take(figures, "slow", site, beside_a_stuck_one(site, size.seconds, waits=is_last))
    figures.compare_lines("slow", EMBEDDED, BESIDE, ALONE, "≤ 1.25")


async def beside_a_stuck_one(site: Site, seconds: float, *, waits: bool) -> Measured:
    """Compare what the others' deliveries take; ``waits`` for the end of the stuck socket too.

    Raises Lost, FAULTS.
    """
    ending: Measured = {}
    async with full_room(site.dialect, READERS, with_clocks=True) as room:
        await room.pump(IN_FLIGHT, FLOOD)
        alone = await p99(room, seconds)
        sockets = open_sockets(site.processes)
        with stuck(site, READERS + 1):
            before = resident_bytes(site.processes)
            await room.pump(IN_FLIGHT, FLOOD)
            grown = resident_bytes(site.processes) - before
            beside = await p99(room, seconds)
            if waits:
                ending = {FREED: await let_go_by(site, sockets)}
        await room.nothing_more()
    return {
        Line(ALONE, "ms"): alone,
        Line(BESIDE, "ms"): beside,
        Line("server's memory while it was stuck", "MiB more", is_detail=True): grown / 2**20,
        **ending,
    }


async def p99(room: Room, seconds: float) -> float:
    """Return the 99th percentile, in ms, at twenty messages a second. Raises Lost."""
    room.forget_times()
    await room.pace(EVERY, seconds)
    return 1e3 * percentile(room.took(), 99)


def stuck(site: Site, number: int) -> socket.socket:
    """Open the room, and never read again what comes. Raises OSError."""
    host, _colon, port = site.hosts[0].partition(":")
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    client.connect((host, int(port)))
    client.sendall(handshake(*site.dialect.door(number)))
    read_until(client, b"\r\n\r\n")
    for request in site.dialect.greeting:
        client.sendall(masked(request))
    read_until(client, site.dialect.inside)
    client.sendall(GREED * masked(pages_of(site.rooms[0])))
    return client


def pages_of(room: int) -> bytes:
    """Ask for the newest hundred messages: some 40 KB, which fill its buffers at nobody's cost."""
    asks = {"type": "room.history", "id": "more", "room": room, "before": 2**31, "limit": 100}
    return msgspec.json.encode(asks)


def read_until(client: socket.socket, end: bytes) -> None:
    heard = b""
    while end not in heard:
        if not (more := client.recv(BUFFER)):
            raise ConnectionError("The server hung up.")
        heard += more


async def let_go_by(site: Site, sockets: int) -> float:
    """Return after how many seconds the server has no more sockets than before. Raises Lost."""
    began = time.monotonic()
    while open_sockets(site.processes) > sockets:
        if time.monotonic() - began > PATIENCE:
            raise Lost("the stuck socket's descriptor was never freed")
        await asyncio.sleep(0.1)
    return time.monotonic() - began
