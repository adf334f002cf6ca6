"""One run after another: how large they are, in which order, and what becomes of a loss."""

from __future__ import annotations

import sys
from collections.abc import Coroutine, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple, TypeVar

import uvloop

from bench.connection import FAULTS
from bench.copies import Lost
from bench.figures import Figures, Measured
from bench.peers import programs
from bench.servers import Server
from tests.processes import DidNotStart
from tests.programs import NotFound

T = TypeVar("T")


class Size(NamedTuple):
    """How much is measured; ``seconds`` are of one closed loop."""

    is_full: bool
    repeats: int
    seconds: float
    lone_posts: int
    sockets: int
    crowd: int
    idle: int
    people: int
    messages: int


FULL = Size(
    True, 3, 2, 100, sockets=5000, crowd=5000, idle=10_000, people=100_000, messages=200_000
)
QUICK = Size(False, 1, 1, 25, sockets=500, crowd=1000, idle=500, people=5000, messages=10_000)


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


def start_peers(stack: ExitStack, figures: Figures, *names: str) -> list[Server]:
    """Start peers; one that cannot be had is named below the table."""
    servers: list[Server] = []
    for name in names:
        try:
            servers.append(stack.enter_context(programs.started(name)))
        except (NotFound, DidNotStart) as reason:
            figures.note(f"Without {name}: {reason}")
    return servers


def taking_turns(servers: Sequence[T], number: int) -> Sequence[T]:
    """Alternate the order, so that a noisy minute of the machine does not always hit the same."""
    return servers if number % 2 == 0 else servers[::-1]


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
