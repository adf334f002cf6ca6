"""Who runs where: the server has a core of its own, so that nobody measures the client."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "linux":
    sys.exit("The load generator needs Linux: it pins cores and reads CPU times from /proc.")

TICKS = os.sysconf("SC_CLK_TCK")  # of CPU time, a second
EVERYWHERE = frozenset(os.sched_getaffinity(0))
SERVER = frozenset({min(EVERYWHERE)})
# The client, and the databases of the server's: nothing, where there is but one core.
OTHERS = (EVERYWHERE - SERVER) or EVERYWHERE


def of_server(number: int, count: int) -> frozenset[int]:
    """Where one of several processes of a server runs: the generator keeps two cores, if it can."""
    if count + 2 > len(EVERYWHERE):
        return SERVER
    return frozenset({sorted(EVERYWHERE)[number]})


def busy_seconds() -> float:
    """CPU time spent by anybody on the server's core since the machine started."""
    name = f"cpu{min(SERVER)} "
    line = next(li for li in Path("/proc/stat").read_text().splitlines() if li.startswith(name))
    user, nice, system, _idle, _iowait, *interrupts = map(int, line.split()[1:9])
    return (user + nice + system + sum(interrupts)) / TICKS


@contextmanager
def on(cores: frozenset[int]) -> Iterator[None]:
    """Let what is started in this block stay on these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
