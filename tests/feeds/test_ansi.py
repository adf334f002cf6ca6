"""What a terminal would make of a line."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.ansi import MOST_STYLES, Style, styled


def test_colours_become_classes_and_leave_the_text() -> None:
    text, styles = styled(b"\x1b[1;31mFAIL\x1b[0m of \x1b[42mfour\x1b[49m")
    assert text == "FAIL of four"
    assert styles == [Style(0, 4, "ansi-bold ansi-fg-red"), Style(8, 12, "ansi-bg-green")]


def test_colours_of_many_numbers_are_passed_over() -> None:
    assert styled(b"\x1b[38;5;196;1mx\x1b[38;2;1;2;3m\x1b[22my")[1] == [Style(0, 1, "ansi-bold")]


def test_titles_links_and_moves_are_not_shown() -> None:
    assert styled(b"\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b\x1b[2Kc\x1b(Bd")[0] == "abcd"


def test_what_is_no_text_is_seen_as_what_it_is() -> None:
    assert styled(b"a\xffb\x00\x07\tc")[0] == "a\ufffdb␀␇\tc"
    assert styled("a\u202eb".encode())[0] == "a\ufffdb"


def test_of_a_progress_bar_the_last_state_is_seen() -> None:
    assert styled(b"10%\r50%\r100%\r")[0] == "100%"


@given(st.lists(st.sampled_from([b"\x1b[", b"31", b";", b"m", b"\x1b", b"]", b"\xf0\x9f", b"t"])))
def test_whatever_comes_is_text_whose_styles_lie_in_it(pieces: list[bytes]) -> None:
    text, styles = styled(b"".join(pieces))
    assert "\x1b" not in text
    assert len(styles) <= MOST_STYLES
    places = [place for style in styles for place in (style.start, style.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
