"""README.md shows what one run measured, and nothing that it did not."""

import re

import pytest

from bench.chart import Bar, Panel, draw
from bench.publish import BEGIN, END, T1, Results, chart, put, table


def figure(where: str, median: float) -> dict:
    return {"target": "T1", "what": T1, "where": where, "unit": "/s", "median": median}


def run(*figures: dict, notes: tuple[str, ...] = ()) -> dict:
    about = {"at": "2031-01-02T03:04:05", "processor": "A chip", "cores": 2}
    return {"figures": list(figures), "notes": list(notes), **about}


@pytest.fixture
def results() -> Results:
    return Results(run(figure("Rollcall", 1_000_000.0), figure("ws", 150_000.0)))


def test_the_table_has_us_beside_others(results: Results) -> None:
    assert "| 1,000,000/s | ws 150,000/s | fan-out |" in table(results)


def test_servers_of_different_runs_are_never_beside_each_other() -> None:
    both = run(figure("Rollcall", 1_000_000.0), figure("ws", 150_000.0))
    assert "| 500,000/s |  | fan-out |" in table(Results(both, run(figure("Rollcall", 5e5))))


def test_what_is_to_be_said_of_a_run_stands_below_its_figures() -> None:
    noted = run(figure("Rollcall", 1.0), notes=("Others took the core",))
    assert table(Results(noted)).endswith("Others took the core.\n")


def test_what_was_not_measured_has_no_line(results: Results) -> None:
    assert len([line for line in table(results).splitlines() if line.startswith("|")]) == 3


def test_the_chart_has_only_what_was_measured(results: Results) -> None:
    assert "500 readers" in chart(results)
    assert "5,000 readers" not in chart(results)


def test_the_chart_is_a_picture_with_the_longest_bar_for_the_most() -> None:
    svg = draw([Panel("<Most>", [Bar("us", 10.0, True), Bar("them", 5.0, False)])], "words")
    ours, theirs = [int(width) for width in re.findall(r'<rect .* width="(\d+)"', svg)]
    assert ours == 2 * theirs


def test_only_what_stands_between_the_marks_changes() -> None:
    assert put("new\n", f"before\n{BEGIN}old\n{END}after\n") == f"before\n{BEGIN}new\n{END}after\n"
