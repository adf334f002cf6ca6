"""``python -m bench``: measure, print the table, write the JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple, TypeVar

import uvloop

from bench import cores, fanout, machine, posts, storms
from bench.connection import FAULTS
from bench.copies import Lost
from bench.figures import Figures, Measured
from bench.peers import programs as peers
from bench.servers import Server
from bench.sites import EMBEDDED, SHARED, running
from tests.programs import NotFound

T = TypeVar("T")

RESULTS = machine.ROOT / "var" / "bench"
IN_FLIGHT = (1, 8)  # posts each sender has on their way
SATURATED = 32  # posts the only sender has on their way
WINDOWS = (4, SATURATED)


class Size(NamedTuple):
    """How much is measured; ``seconds`` are of one closed loop."""

    repeats: int
    seconds: float
    lone_posts: int
    sockets: int
    crowd: int


FULL = Size(repeats=5, seconds=5, lone_posts=200, sockets=5000, crowd=5000)
QUICK = Size(repeats=2, seconds=2, lone_posts=50, sockets=1000, crowd=2000)


def measure_posts(figures: Figures, size: Size) -> None:
    """T6 on both stores, taking turns, so that a noisy minute of the machine hits both."""
    with ExitStack() as stack:
        sites = [
            stack.enter_context(running(name, users=posts.SENDERS, rooms=posts.ROOMS))
            for name in (EMBEDDED, SHARED)
        ]
        for number in range(size.repeats):
            for site in taking_turns(sites, number):
                for in_flight in IN_FLIGHT:
                    take(figures, "T6", site, posts.loaded(site, size.seconds, in_flight))
                take(figures, "T6", site, posts.alone(site, size.lone_posts))


READERS = 500
EVERYBODY = (peers.SOCKET_IO, peers.WS, peers.PICOWS, peers.TUTORIAL)


def measure_fan_out(figures: Figures, size: Size) -> None:
    """T1 and T3: a room of 500, ours and everybody's."""
    ours = EMBEDDED
    with ExitStack() as stack:
        servers = start(stack, figures, READERS + 1, EVERYBODY)
        for number in range(size.repeats):
            for server in taking_turns(servers, number):
                run = fanout.saturated(server, READERS, size.seconds, WINDOWS)
                take(figures, "T1", server, run)
                if server.name != peers.TUTORIAL:
                    take(figures, "T3", server, fanout.paced(server, READERS, size.seconds))
    for in_flight in WINDOWS:
        what = fanout.deliveries_line(READERS, in_flight).what
        saturated = in_flight == SATURATED
        figures.compare("T1", what, ours, peers.SOCKET_IO, "≥ 5" if saturated else "")
        figures.compare("T1", what, ours, peers.TUTORIAL, "≥ 100" if saturated else "")
    cpu, p99 = fanout.cpu_line(fanout.pace_of(READERS)), fanout.latency_line(READERS)
    figures.compare("T3", cpu.what, ours, peers.SOCKET_IO, "≤ 1")
    figures.compare("T3", p99.what, ours, peers.PICOWS, "≤ 2")


def measure_crowd(figures: Figures, size: Size) -> None:
    """T2: a room of 5,000, where the tutorial's consumer does not go."""
    with ExitStack() as stack:
        servers = start(stack, figures, size.crowd + 1, (peers.SOCKET_IO, peers.PICOWS))
        for number in range(size.repeats):
            for server in taking_turns(servers, number):
                run = fanout.saturated(server, size.crowd, size.seconds, WINDOWS)
                take(figures, "T2", server, run)
    for in_flight in WINDOWS:
        what = fanout.deliveries_line(size.crowd, in_flight).what
        wanted = "≥ 3" if in_flight == SATURATED and size.crowd >= 5000 else ""
        figures.compare("T2", what, EMBEDDED, peers.SOCKET_IO, wanted)


def start(stack: ExitStack, figures: Figures, users: int, names: tuple[str, ...]) -> list[Server]:
    """Start us and the peers; one that cannot be had is named below the table."""
    servers: list[Server] = [stack.enter_context(running(EMBEDDED, users=users, rooms=1))]
    for name in names:
        try:
            servers.append(stack.enter_context(peers.started(name)))
        except NotFound as reason:
            figures.note(f"Without {name}: {reason}")
    return servers


def taking_turns(servers: Sequence[T], number: int) -> Sequence[T]:
    """Alternate the order, so that a noisy minute of the machine does not always hit the same."""
    return servers if number % 2 == 0 else servers[::-1]


def measure_storms(figures: Figures, size: Size) -> None:
    """T9 on the embedded default."""
    with running(EMBEDDED, users=size.sockets + storms.STAYING, rooms=1) as site:
        for _number in range(size.repeats):
            take(figures, "T9", site, storms.storm(site))


MEASUREMENTS: dict[str, Callable[[Figures, Size], None]] = {
    "fan-out": measure_fan_out,
    "crowd": measure_crowd,
    "posts": measure_posts,
    "storms": measure_storms,
}


def take(figures: Figures, target: str, server: Server, run: Coroutine[Any, Any, Measured]) -> None:
    """Make one run. One with a loss has no figure, nor has one that broke down."""
    try:
        measured = uvloop.run(run)
    except (Lost, *FAULTS) as fault:
        reason = f"{type(fault).__name__}: {fault}"
        figures.lose(target, server.name, reason)
        say(f"{target} on {server.name}: NO FIGURE: {reason}")
    else:
        figures.add(target, server.name, measured)
        line, value = next(iter(measured.items()))
        say(f"{target} on {server.name}: {line.what}: {value:,.1f} {line.unit}")


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
