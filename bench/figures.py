"""Figures of several runs: medians with their spread, as a table and as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple


class Line(NamedTuple):
    """What is measured; ``wanted`` is its target. A detail is kept but not in the table."""

    what: str
    unit: str
    wanted: str = ""
    is_detail: bool = False


Measured = Mapping[Line, float]


@dataclass
class Figure:
    """One line of the table: a value for each run in which nothing was lost."""

    target: str
    what: str
    where: str
    unit: str
    wanted: str
    is_detail: bool
    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> str:
        if len(self.values) == 1:
            return ""
        low, high = min(self.values), max(self.values)
        return f"{number(low)} – {number(high)}"


class Figures:
    """All lines, in the order they were first measured in, and the runs with a loss."""

    def __init__(self) -> None:
        self._figures: dict[tuple[str, str, str], Figure] = {}
        self.losses: list[str] = []
        self.notes: list[str] = []

    def add(self, target: str, where: str, measured: Measured) -> None:
        """Take what one run came to."""
        for line, value in measured.items():
            figure = Figure(target, where=where, **line._asdict())
            known = self._figures.setdefault((target, line.what, where), figure)
            known.values.append(value)

    def lose(self, target: str, where: str, reason: object) -> None:
        self.losses.append(f"{target} on {where}: {reason}")

    def note(self, line: str) -> None:
        """Say something below the table, once."""
        if line not in self.notes:
            self.notes.append(line)

    def compare(self, target: str, what: str, ours: str, peer: str, wanted: str = "") -> None:
        """Add the ratio of two medians of the same figure, if there are both."""
        one, other = (self._figures.get((target, what, where)) for where in (ours, peer))
        if one and other:
            line = Line(f"… {ours} : {peer}, {what}", "×", wanted)
            self.add(target, "", {line: one.median / other.median})

    def compare_lines(self, target: str, where: str, one: str, other: str, wanted: str) -> None:
        """Add the ratio of two medians of the same server, if there are both."""
        mine = [self._figures.get((target, what, where)) for what in (one, other)]
        if mine[0] and mine[1]:
            line = Line(f"… {one} : {other}", "×", wanted)
            self.add(target, where, {line: mine[0].median / mine[1].median})

    def table(self) -> str:
        """Return the figures as text."""
        head = ("", "", "on", "median", "min – max", "wanted")
        rows = [head, *(_row(f) for f in self._side_by_side() if not f.is_detail)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
        return "\n".join([*lines, *self.notes, *(f"NO FIGURE: {loss}" for loss in self.losses)])

    def disturbance(self, what: str, least: float) -> str:
        """Say for which targets the greatest value of a detail reached ``least``."""
        worst: dict[str, float] = {}
        for figure in self._figures.values():
            if figure.what.startswith(what) and max(figure.values) >= least:
                worst[figure.target] = max(worst.get(figure.target, 0), *figure.values)
        return ", ".join(f"{target} {value:.0f} %" for target, value in worst.items())

    def _side_by_side(self) -> list[Figure]:
        """All servers' values of one thing together, things in the order they came up in."""
        order = {key: number for number, key in reversed(list(enumerate(self._things())))}
        return sorted(self._figures.values(), key=lambda f: order[f.target, f.what])

    def _things(self) -> Iterable[tuple[str, str]]:
        return ((target, what) for target, what, _where in self._figures)

    def as_data(self) -> dict[str, Any]:
        return {
            "figures": [{**asdict(f), "median": f.median} for f in self._figures.values()],
            "losses": self.losses,
            "notes": self.notes,
        }


def number(value: float) -> str:
    """Three digits that mean something, and thousands set apart."""
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"


def percentile(values: Iterable[float], percent: int) -> float:
    """Return the value below which ``percent`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _row(figure: Figure) -> tuple[str, ...]:
    median = f"{number(figure.median)} {figure.unit}"
    return (figure.target, figure.what, figure.where, median, figure.spread, figure.wanted)


def _aligned(row: Iterable[str], widths: Iterable[int]) -> Iterable[str]:
    for index, (text, width) in enumerate(zip(row, widths, strict=True)):
        yield text.rjust(width) if index in {3, 4} else text.ljust(width)
