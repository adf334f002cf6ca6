"""A delivery that is missing, doubled or out of order is noticed, whoever heard it first."""

import pytest

from bench.dialects import Plain
from bench.hearing import Book, Hearing

DIALECT = Plain("ws://x/")


def hear(hearing: Hearing, *numbers: int) -> Hearing:
    """Hear messages one frame each, as a reader does."""
    for number in numbers:
        frame = DIALECT.post(number)
        if not hearing.hears_again(frame):
            hearing.hear(frame)
    return hearing


@pytest.fixture
def book() -> Book:
    """What somebody heard and found right."""
    book: Book = {}
    assert hear(Hearing(DIALECT, book), 0, 1, 2).due == 3
    return book


def test_the_same_frames_in_the_same_places_are_right(book: Book) -> None:
    another = hear(Hearing(DIALECT, book), 0, 1, 2)
    assert (another.due, another.fault) == (3, "")


@pytest.mark.parametrize(
    ("numbers", "fault"),
    [
        ((1,), "1 came where 0"),
        ((0, 2), "2 came where 1"),
        ((0, 0), "0 came where 1"),
        ((0, 1, 2, 2), "2 came where 3"),
    ],
)
def test_a_fault_is_noticed_though_the_frame_is_known(
    book: Book, numbers: tuple[int, ...], fault: str
) -> None:
    assert fault in hear(Hearing(DIALECT, book), *numbers).fault


def test_the_first_fault_is_the_one_told(book: Book) -> None:
    hearing = hear(Hearing(DIALECT, book), 2)
    hearing.fail("the connection ended")
    assert "2 came where 0" in hearing.fault
