"""``python -m bench.publish [FILE…]``: put the figures of a run into README.md, with the chart.

FILE is a JSON of ``make bench``, the newest whole run of var/bench where it is left out; what a
later one has measured too replaces what an earlier one has.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.chart import Bar, Panel, draw
from bench.figures import number
from bench.lines import (
    READERS,
    SATURATED,
    cpu_line,
    deliveries_line,
    latency_line,
    memory_line,
    pace_of,
)
from bench.machine import ROOT
from bench.sites import EMBEDDED, SHARED

README, CHART = ROOT / "README.md", ROOT / "docs" / "images" / "fan-out.svg"
RESULTS = ROOT / "var" / "bench"
PICTURE = "![Messages delivered a second: the table has them](docs/images/fan-out.svg)"
BEGIN, END = "<!-- figures: python -m bench.publish -->\n", "<!-- end of figures -->\n"
T1_LIGHT = deliveries_line(READERS, 4).what
T1, T2 = deliveries_line(READERS, SATURATED).what, deliveries_line(5000, SATURATED).what


class Row(NamedTuple):
    """A line of the README's table, and the measurement that gives it."""

    label: str
    target: str
    what: str
    name: str
    where: str = EMBEDDED


ROWS = (
    Row(f"deliveries to {READERS} readers, saturated", "T1", T1, "fan-out"),
    Row(f"deliveries to {READERS} readers, 4 in flight", "T1", T1_LIGHT, "fan-out"),
    Row("deliveries to 5,000 readers, saturated", "T2", T2, "crowd"),
    Row("CPU per delivery, 20 msg/s", "T3", cpu_line(pace_of(READERS)).what, "fan-out"),
    Row("p99 of a delivery, 20 msg/s", "T3", latency_line(READERS).what, "fan-out"),
    Row("connects (ours with log-in)", "T4", "connects", "arrivals"),
    Row("memory of an idle socket", "T5", memory_line(10_000).what, "arrivals"),
    Row("posts, 16 senders, committed", "T6", "posts, 8 in flight each", "posts"),
    Row("a lone post answered, median", "T6", "answer to a lone post, median", "posts"),
    Row("5,000 sockets dropped, all back", "T9", "5,000 sockets dropped, all back", "storms"),
    Row("pages of a room with 50 messages", "T7", "a room with 50 messages", "pages", SHARED),
    Row(
        "list of 100,000 people, 30,000 here",
        "T8",
        "page, 100,000 registered, 30,000 here",
        "people",
        SHARED,
    ),
    Row("second `make run`, until ready", "T11", "second make run, until ready", "starts"),
)


class Results:
    """The medians of some runs; those of one thing are of one run."""

    def __init__(self, *runs: dict[str, Any]) -> None:
        self.about = runs[-1]
        self.notes = [note for run in runs for note in run["notes"]]
        self._figures: dict[tuple[str, str, str], dict[str, Any]] = {}
        for run in runs:
            measured = {(figure["target"], figure["what"]) for figure in run["figures"]}
            kept = {key: f for key, f in self._figures.items() if key[:2] not in measured}
            self._figures = {**kept, **{_key(figure): figure for figure in run["figures"]}}

    def text(self, target: str, what: str, where: str) -> str:
        """Return a median with its unit, or "" where there is none."""
        figure = self._figures.get((target, what, where))
        if figure is None:
            return ""
        unit = figure["unit"].removesuffix("/delivery")
        return f"{number(figure['median'])}{unit if unit == '/s' else ' ' + unit}"

    def bars(self, target: str, what: str) -> list[Bar]:
        """Return everybody's medians, the greatest first."""
        bars = [
            Bar(where, figure["median"], where == EMBEDDED)
            for (of, name, where), figure in self._figures.items()
            if (of, name) == (target, what)
        ]
        return sorted(bars, key=lambda bar: -bar.value)

    def others(self, row: Row) -> str:
        """Say what the peers came to."""
        peers = [bar.name for bar in self.bars(row.target, row.what) if bar.name != row.where]
        return ", ".join(
            f"{peer} {self.text(row.target, row.what, peer)}"
            for peer in peers
            if not peer.startswith(EMBEDDED)
        )


def _key(figure: dict[str, Any]) -> tuple[str, str, str]:
    return figure["target"], figure["what"], figure["where"]


def table(results: Results) -> str:
    """Return the README's table."""
    head = [PICTURE, "", "| | Rollcall | others | `make bench ARGS=` |", "|---|---|---|---|"]
    rows = [
        f"| {row.label} | {ours} | {results.others(row)} | {row.name} |"
        for row in ROWS
        if (ours := results.text(row.target, row.what, row.where))
    ]
    about = results.about
    machine = f"{about['processor']}, {about['cores']} cores, one for the server"
    foot = [f"Medians; {about['at'][:10]}, {machine}.", *(f"{note}." for note in results.notes)]
    return "\n".join([*head, *rows, "", *foot, ""])


def chart(results: Results) -> str:
    """Return the README's picture."""
    panels = [
        Panel(f"Messages delivered a second, {readers} readers in a room", bars)
        for readers, bars in (
            (f"{READERS}", results.bars("T1", T1)),
            ("5,000", results.bars("T2", T2)),
        )
        if bars
    ]
    return draw(panels, "Bars: messages delivered a second, ours and others'; the table has them")


def put(text: str, into: str) -> str:
    """Replace what stands between the marks. Raises ValueError where they are missing."""
    head, rest = into[: into.index(BEGIN)], into[into.index(END) :]
    return head + BEGIN + text + rest


def main(arguments: Sequence[str]) -> None:
    files = sorted(RESULTS.glob("full-*.json"), key=lambda file: file.stat().st_mtime)
    chosen = [Path(argument) for argument in arguments] or files[-1:]
    results = Results(*(json.loads(file.read_text()) for file in chosen))
    README.write_text(put(table(results), README.read_text()))
    CHART.write_text(chart(results))


if __name__ == "__main__":
    main(sys.argv[1:])
