"""A file that grows, moves, shrinks, goes and comes back: no line lost, none twice."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.cutting import LONGEST
from feeds.files import LogFile
from feeds.news import News
from feeds.tail import MOST, Tail


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "app.log"


@pytest.fixture
def tail(path: Path) -> Iterator[Tail]:
    path.write_text("first\nsecond\n")
    found = Tail(path)
    found.look()
    yield found
    found.close()


def add(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def looks(tail: Tail) -> list[News]:
    """Look until there is nothing new."""
    found = [tail.look()]
    while found[-1].more:
        found.append(tail.look())
    return found


def texts(news: list[News]) -> list[str]:
    return [line.data.decode() for one in news for line in one.batch.lines]


def last_texts(tail: Tail, lines: int, since: tuple[str, int] | None = None) -> list[str]:
    return [line.data.decode() for line in tail.snapshot(lines, since).batch.lines]


def test_what_is_there_already_is_in_the_snapshot_alone(tail, path):
    assert texts(looks(tail)) == []
    assert last_texts(tail, 10) == ["first", "second"]
    assert last_texts(tail, 1) == ["second"]
    add(path, "third\n")
    assert texts(looks(tail)) == ["third"]
    assert last_texts(tail, 2) == ["second", "third"]


def test_who_comes_back_gets_what_they_missed(tail, path):
    add(path, "third\nfourth\n")
    [news] = looks(tail)
    since = news.generation, news.batch.lines[0].n
    assert last_texts(tail, 1, since) == ["fourth"]
    assert tail.snapshot(1, since).continues
    assert not tail.snapshot(1, (news.generation, since[1] + 1)).continues
    assert not tail.snapshot(1, ("another", since[1])).continues


def test_each_batch_names_the_line_before_it(tail, path):
    add(path, "third\nfourth\n")
    [first] = looks(tail)
    add(path, "fifth\n")
    [second] = looks(tail)
    assert second.after == first.batch.lines[-1].n


def test_half_a_line_waits_for_its_other_half(tail, path):
    add(path, "thi")
    [news] = looks(tail)
    assert (texts([news]), news.half.data) == ([], b"thi")
    add(path, "rd\n")
    [news] = looks(tail)
    assert (texts([news]), news.half) == (["third"], None)


def test_a_file_that_is_renamed_is_read_to_its_end(tail, path):
    path.rename(path.with_suffix(".1"))
    add(path.with_suffix(".1"), "late\n")
    assert texts(looks(tail)) == ["late"]
    assert looks(tail)[-1].state == "missing"
    path.touch()
    add(path.with_suffix(".1"), "later\nhal")
    add(path, "new\n")
    found = looks(tail)
    assert texts(found) == ["later", "hal", "new"]
    assert (found[-1].began, found[-1].after) == ("rotated", None)
    assert found[-1].generation != found[0].generation


def test_until_the_new_file_has_something_the_old_one_is_read(tail, path):
    path.rename(path.with_suffix(".1"))
    path.touch()
    add(path.with_suffix(".1"), "late\n")
    found = looks(tail)
    assert (texts(found), found[-1].began) == (["late"], None)


@pytest.mark.parametrize("text", ["new\n", "new and far longer than what was there before\n" * 9])
def test_a_file_that_is_cut_short_begins_anew(tail, path, text):
    before = looks(tail)[-1].generation
    path.write_text(text)
    found = looks(tail)
    assert texts(found) == text.splitlines()
    assert (found[0].began, found[-1].generation == before) == ("truncated", False)


def test_a_file_may_come_later(path):
    tail = Tail(path)
    assert tail.look().state == "missing"
    path.write_text("here\n")
    found = looks(tail)
    assert (texts(found), found[-1].state) == (["here"], "live")
    tail.close()


def test_what_may_no_longer_be_read_is_not_and_afterwards_goes_on(tail, path):
    # A directory in its place is refused for everybody: root may read what nobody else may.
    path.rename(path.with_suffix(".kept"))
    path.mkdir()
    add(path.with_suffix(".kept"), "meanwhile\n")
    assert (texts([tail.look()]), tail.look().state) == ([], "unreadable")
    assert tail.snapshot(10).batch.lines == []
    path.rmdir()
    path.with_suffix(".kept").rename(path)
    assert texts(looks(tail)) == ["meanwhile"]


def test_a_pipe_is_not_waited_for(path):
    os.mkfifo(path)
    tail = Tail(path)
    assert tail.look().state == "unreadable"
    tail.close()


def test_of_a_flood_the_end_is_kept_and_the_rest_counted(tail, path):
    add(path, "".join(f"line {n}\n" for n in range(100_000)))
    found = looks(tail)
    assert sum(news.batch.skipped + len(news.batch.lines) for news in found) == 100_000
    assert texts(found)[-1] == "line 99999"
    assert len(found[-1].batch.lines) == MOST


def test_a_line_of_megabytes_is_cut(tail, path):
    add(path, "x" * 5_000_000 + "\nafter\n")
    found = [line for news in looks(tail) for line in news.batch.lines]
    assert [(len(line.data), line.cut) for line in found] == [
        (LONGEST, 5_000_000 - LONGEST),
        (5, 0),
    ]


def open_files() -> list[str]:
    return [str(fd.readlink()) for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()]


def test_no_descriptor_is_left(tail, path):
    for _ in range(3):
        looks(tail)
    assert open_files().count(str(path)) == 1
    tail.close()
    tail.close()
    assert str(path) not in open_files()


@given(st.lists(st.sampled_from(["a", "\n", "bb\n", "x" * 300_000]), max_size=12), st.data())
def test_the_last_lines_are_found_from_any_end(tmp_path_factory, pieces, data):
    path = tmp_path_factory.mktemp("file") / "log"
    content = "".join(pieces)
    path.write_text(content)
    file = LogFile(path)
    end = file.line_start(len(content))
    assert end == content.rfind("\n") + 1
    wanted = data.draw(st.integers(1, 9))
    ended = content[:end].split("\n")[:-1]
    assert [line.data.decode()[:9] for line in file.last_lines(end, wanted).lines] == [
        line[:9] for line in ended[-wanted:]
    ]
    file.close()
