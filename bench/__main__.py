"""``python -m bench``: measure, print the table, write the JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from typing import Any, NamedTuple

import uvloop

from bench import cores, machine, posts, storms
from bench.connection import FAULTS
from bench.copies import Lost
from bench.figures import Figures, Measured
from bench.sites import EMBEDDED, SHARED, Site, running

RESULTS = machine.ROOT / "var" / "bench"
IN_FLIGHT = (1, 8)  # posts each sender has on their way


class Size(NamedTuple):
    """How much is measured; ``seconds`` are of one closed loop."""

    repeats: int
    seconds: float
    lone_posts: int
    sockets: int


FULL = Size(repeats=5, seconds=5, lone_posts=200, sockets=5000)
QUICK = Size(repeats=2, seconds=2, lone_posts=50, sockets=1000)


def measure_posts(figures: Figures, size: Size) -> None:
    """T6 on both stores, taking turns, so that a noisy minute of the machine hits both."""
    with ExitStack() as stack:
        sites = [
            stack.enter_context(running(name, users=posts.SENDERS, rooms=posts.ROOMS))
            for name in (EMBEDDED, SHARED)
        ]
        for number in range(size.repeats):
            for site in sites if number % 2 == 0 else sites[::-1]:
                for in_flight in IN_FLIGHT:
                    take(figures, "T6", site, posts.loaded(site, size.seconds, in_flight))
                take(figures, "T6", site, posts.alone(site, size.lone_posts))


def measure_storms(figures: Figures, size: Size) -> None:
    """T9 on the embedded default."""
    with running(EMBEDDED, users=size.sockets + storms.STAYING, rooms=1) as site:
        for _number in range(size.repeats):
            take(figures, "T9", site, storms.storm(site))


MEASUREMENTS: dict[str, Callable[[Figures, Size], None]] = {
    "posts": measure_posts,
    "storms": measure_storms,
}


def take(figures: Figures, target: str, site: Site, run: Coroutine[Any, Any, Measured]) -> None:
    """Make one run. One with a loss has no figure, nor has one that broke down."""
    try:
        measured = uvloop.run(run)
    except (Lost, *FAULTS) as fault:
        reason = f"{type(fault).__name__}: {fault}"
        figures.lose(target, site.name, reason)
        say(f"{target} on {site.name}: NO FIGURE: {reason}")
    else:
        figures.add(target, site.name, measured)
        line, value = next(iter(measured.items()))
        say(f"{target} on {site.name}: {line.what}: {value:,.1f} {line.unit}")


def report(figures: Figures, name: str, about: dict[str, Any]) -> None:
    """Print the table and keep the values of every run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{name}-{about['at'][:19].replace(':', '')}.json"
    file.write_text(json.dumps({**about, **figures.as_data()}, ensure_ascii=False, indent=1))
    print(figures.table())
    print(f"\n{about['processor']}, {about['cores']} cores, load before: {about['load']}")
    print(f"Values of each run: {file.relative_to(machine.ROOT)}")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the figures of README.md.")
    parser.add_argument("--quick", action="store_true", help="fewer sockets and repetitions")
    parser.add_argument("names", nargs="*", metavar="NAME", help=" or ".join(MEASUREMENTS))
    options = parser.parse_args()
    if unknown := set(options.names) - set(MEASUREMENTS):
        parser.error(
            f"There is no {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}."
        )
    machine.allow_many_files()
    figures, about = Figures(), machine.description()
    with cores.on(cores.OTHERS):
        for name in options.names or MEASUREMENTS:
            MEASUREMENTS[name](figures, QUICK if options.quick else FULL)
    report(figures, "quick" if options.quick else "full", about)
    sys.exit(bool(figures.losses))


if __name__ == "__main__":
    main()
