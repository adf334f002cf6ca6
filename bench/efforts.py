"""What a stretch of time cost: on the clock, and of both sides' processors."""

from __future__ import annotations

import asyncio
import time
from typing import NamedTuple

from bench import cores, processes
from bench.figures import Line, Measured
from bench.servers import Server

LOOK, TRIES = 0.25, 60  # seconds between two looks, and how many
RESTING = 0.1  # of a core: what a server that has nothing to do may use
TAKEN = "server's core taken by others"


class Spent(NamedTuple):
    """In seconds: by the clock, and of CPU: ours, and what others took of the server's core."""

    seconds: float
    server: float
    client: float
    others: float

    def shares(self, note: str = "") -> Measured:
        """Say who was busy: where neither side was, others or a disk were."""
        spent = {
            f"server's core in use{note}": self.server,
            f"client's core in use{note}": self.client,
            f"{TAKEN}{note}": self.others,
        }
        return {
            Line(what, "%", is_detail=True): 100 * used / self.seconds
            for what, used in spent.items()
        }


class Effort:
    """Counts from when it was made."""

    def __init__(self, server: Server) -> None:
        self._processes = server.processes
        self.since = time.monotonic()
        self._server, self._client = processes.cpu_seconds(server.processes), time.process_time()
        self._core = cores.busy_seconds()

    def spent(self) -> Spent:
        server = processes.cpu_seconds(self._processes) - self._server
        return Spent(
            time.monotonic() - self.since,
            server,
            time.process_time() - self._client,
            max(0.0, cores.busy_seconds() - self._core - server),
        )


async def at_rest(server: Server) -> None:
    """Return when the server has finished with what was before, or after a while."""
    for _ in range(TRIES):
        before = processes.cpu_seconds(server.processes)
        await asyncio.sleep(LOOK)
        if processes.cpu_seconds(server.processes) - before < RESTING * LOOK:
            return
