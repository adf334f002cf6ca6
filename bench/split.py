"""T10: two processes over Redis, with the readers split, beside one."""

from __future__ import annotations

from contextlib import ExitStack

import redis

from bench import cores
from bench.fanout import saturated
from bench.figures import Figures
from bench.lines import READERS, SATURATED, cpu_line, deliveries_line, loop_of
from bench.measuring import Size, take, taking_turns
from bench.sites import SHARED, Site, running

ONE, TWO = "one process", "two processes"


def measure(figures: Figures, size: Size) -> None:
    """T1 again, on PostgreSQL and Redis, whose CPU time counts too."""
    with ExitStack() as stack:
        sites = [
            with_redis(stack.enter_context(running(SHARED, users=READERS + 1, processes=count)))
            for count in (1, 2)
        ]
        sites = [site._replace(name=name) for site, name in zip(sites, (ONE, TWO), strict=True)]
        for number in range(size.repeats):
            for site in taking_turns(sites, number):
                take(figures, "T10", site, saturated(site, READERS, size.seconds, (SATURATED,)))
    has_cores = cores.of_server(1, 2) != cores.SERVER
    cpu = cpu_line(loop_of(READERS, SATURATED)).what
    figures.compare("T10", cpu, TWO, ONE, "" if has_cores else "≤ 1.2")
    what = deliveries_line(READERS, SATURATED).what
    figures.compare("T10", what, TWO, ONE, "≥ 1.7" if has_cores else "")


def with_redis(site: Site) -> Site:
    """Count the time of the site's Redis too."""
    with redis.Redis.from_url(site.environment["REDIS_URL"]) as client:
        server = int(client.info("server")["process_id"])
    return site._replace(processes=(*site.processes, server))
