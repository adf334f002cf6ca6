"""The table shows medians with their spread, and no figure of a run with a loss."""

from bench.figures import Figures, Line, number, percentile

POSTS = Line("posts", "/s", "≥ 3,000")


def test_a_line_has_median_and_spread() -> None:
    figures = Figures()
    for value in (3100.0, 2900.0, 4000.0):
        figures.add("T6", "SQLite", {POSTS: value})
    assert figures.table().splitlines()[1].split() == (
        ["T6", "posts", "SQLite", "3,100", "/s", "2,900", "–", "4,000", "≥", "3,000"]
    )


def test_a_detail_is_kept_but_not_in_the_table() -> None:
    figures = Figures()
    figures.add("T6", "SQLite", {Line("frames", "/post", is_detail=True): 1.5})
    assert "frames" not in figures.table()
    assert figures.as_data()["figures"][0]["values"] == [1.5]


def test_a_loss_is_told_in_place_of_a_figure() -> None:
    figures = Figures()
    figures.lose("T9", "SQLite", "1 missing")
    assert figures.table().splitlines()[1:] == ["NO FIGURE: T9 on SQLite: 1 missing"]


def test_numbers_have_three_digits_that_mean_something() -> None:
    assert [number(n) for n in (3456.7, 12.34, 1.234, 7.0)] == ["3,457", "12.3", "1.23", "7"]


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert [percentile(values, p) for p in (50, 99)] == [51, 100]


def test_two_servers_are_compared_where_both_have_a_figure() -> None:
    figures = Figures()
    figures.add("T1", "ours", {POSTS: 600.0})
    figures.compare("T1", "posts", "ours", "theirs", "≥ 5")
    assert "×" not in figures.table()
    figures.add("T1", "theirs", {POSTS: 100.0})
    figures.compare("T1", "posts", "ours", "theirs", "≥ 5")
    assert "6 ×" in figures.table()


def test_values_of_one_thing_stand_together() -> None:
    figures = Figures()
    for where in ("ours", "theirs"):
        figures.add("T1", where, {POSTS: 1.0, Line("CPU", "µs"): 2.0})
    firsts = [line.split()[1] for line in figures.table().splitlines()[1:]]
    assert firsts == ["posts", "posts", "CPU", "CPU"]


def test_a_note_is_told_once() -> None:
    figures = Figures()
    figures.note("Without ws")
    figures.note("Without ws")
    assert figures.table().count("Without ws") == 1


def test_a_disturbed_target_is_named_with_its_worst_run() -> None:
    figures = Figures()
    for target, value in (("T1", 2.0), ("T2", 30.0), ("T2", 70.0)):
        figures.add(target, "ours", {Line("taken by others, 4 in flight", "%"): value})
    assert figures.disturbance("taken by others", least=5) == "T2 70 %"
