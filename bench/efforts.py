"""What a stretch of time cost: on the clock, and of both sides' processors."""

from __future__ import annotations

import time
from typing import NamedTuple

from bench import cores
from bench.figures import Line, Measured
from bench.sites import Site

TAKEN = "server's core taken by others"


class Spent(NamedTuple):
    """In seconds: by the clock, and of CPU: ours, and what others took of the server's core."""

    seconds: float
    server: float
    client: float
    others: float

    def shares(self, note: str = "") -> Measured:
        """Say who was busy: where neither side was, others or a disk were."""
        spent = {"server's": self.server, "client's": self.client}
        ours = {
            Line(f"{whose} core in use{note}", "%", is_detail=True): 100 * used / self.seconds
            for whose, used in spent.items()
        }
        return {**ours, Line(f"{TAKEN}{note}", "%"): 100 * self.others / self.seconds}


class Effort:
    """Counts from when it was made."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.since = time.monotonic()
        self._server, self._client = site.cpu_seconds(), time.process_time()
        self._core = cores.busy_seconds()

    def spent(self) -> Spent:
        server = self._site.cpu_seconds() - self._server
        return Spent(
            time.monotonic() - self.since,
            server,
            time.process_time() - self._client,
            max(0.0, cores.busy_seconds() - self._core - server),
        )
