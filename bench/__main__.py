"""``python -m bench``: measure, print the table, write the JSON."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import (
    arrivals,
    cores,
    fanout,
    growth,
    machine,
    many,
    pages,
    people,
    posts,
    search,
    slow,
    split,
    starts,
    storms,
)
from bench.efforts import TAKEN
from bench.figures import Figures
from bench.measuring import FULL, QUICK, Size, say
from tests.processes import DidNotStart
from tests.programs import NotFound

RESULTS = machine.ROOT / "var" / "bench"

MEASUREMENTS: dict[str, Callable[[Figures, Size], None]] = {
    "fan-out": fanout.measure,
    "crowd": fanout.measure_crowd,
    "arrivals": arrivals.measure,
    "posts": posts.measure,
    "pages": pages.measure,
    "people": people.measure,
    "storms": storms.measure,
    "split": split.measure,
    "starts": starts.measure,
    "slow": slow.measure,
    "many": many.measure,
    "search": search.measure,
    "growth": growth.measure,
}
# What starting and stopping servers may end with; an assertion is the server's exit code.
BREAKDOWNS = (AssertionError, OSError, DidNotStart, NotFound, subprocess.SubprocessError)
BEARABLE = 5  # per cent
# Beside the targets T1 to T11: each of them takes minutes, most of which prepare it.
ONLY_ASKED = {"slow", "many", "search", "growth"}
LONG = {"pages", "people", "split"}  # to prepare, or to wait for
UNASKED = [name for name in MEASUREMENTS if name not in ONLY_ASKED]
QUICKLY = [name for name in UNASKED if name not in LONG]


def measure(name: str, figures: Figures, size: Size) -> None:
    """Take one measurement; where its servers fail, the others go on."""
    try:
        MEASUREMENTS[name](figures, size)
    except BREAKDOWNS as fault:
        figures.lose(name, "its servers", f"{type(fault).__name__}: {fault}")
        say(f"{name}: broken off: {fault}")


def report(figures: Figures, name: str, about: dict[str, Any]) -> None:
    """Print the table and keep the values of every run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{name}-{about['at'][:19].replace(':', '')}.json"
    file.write_text(json.dumps({**about, **figures.as_data()}, ensure_ascii=False, indent=1))
    if disturbed := figures.disturbance(TAKEN, BEARABLE):
        figures.note(f"Others took the server's core (rates are too low; CPU is not): {disturbed}")
    print(figures.table())
    print(f"\n{about['processor']}, {about['cores']} cores, load before: {about['load']}")
    print(f"Took {about['minutes']} minutes.")
    print(f"Values of each run: {file.relative_to(machine.ROOT)}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the figures of README.md.")
    parser.add_argument("--quick", action="store_true", help="fewer sockets and repetitions")
    parser.add_argument("--once", action="store_true", help="no repetitions")
    parser.add_argument("names", nargs="*", metavar="NAME", help=" or ".join(MEASUREMENTS))
    options = parser.parse_args()
    if unknown := set(options.names) - set(MEASUREMENTS):
        parser.error(
            f"There is no {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}."
        )
    size = QUICK if options.quick else FULL
    if options.once:
        size = size._replace(repeats=1)
    machine.allow_many_files()
    figures, about, began = Figures(), machine.description(), time.monotonic()
    names = options.names or (QUICKLY if options.quick else UNASKED)
    with cores.on(cores.OTHERS):
        for name in names:
            say(f"{name}: begun after {time.monotonic() - began:.0f} s")
            measure(name, figures, size)
    about["minutes"] = round((time.monotonic() - began) / 60, 1)
    report(figures, "quick" if options.quick else "once" if options.once else "full", about)
    sys.exit(bool(figures.losses))


if __name__ == "__main__":
    main()
