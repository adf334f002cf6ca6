"""What is shown of a message that was found."""

import pytest

from chat.markup import NOBODY, render
from search.language import understand
from search.snippets import LENGTH, Piece, snippet


def shown(text: str, query: str) -> str:
    """A snippet, hits in brackets."""
    pieces = snippet(text, render(text, NOBODY), understand(query).phrases)
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Deploy the depot", "dep", "[Deploy] the [depot]"),
        ("今天天气很好", "天气", "今天[天气]很好"),
        ("今天天气很好", "气", "今天天[气]很好"),
        ("今天天气很好", "天天气", "今[天天气]很好"),
        ("Un CAFE\u0301 crème", "cafe creme", "Un [CAFÉ] [crème]"),
        ("İİ straße", "strasse", "İİ [straße]"),
        ("ﬁnal fin", "fin", "[ﬁnal] [fin]"),
        ("one two three two one", '"two one"', "one two three [two one]"),
        ("to and fro, tomorrow", "to", "[to] and fro, tomorrow"),
        ("a < b & <i>c</i>", "c", "a < b & <i>[c]</i>"),
        ("two\n\nlines", "lines", "two [lines]"),
        ("nothing", "from:ann", "nothing"),
    ],
)
def test_what_matched_is_marked(text: str, query: str, expected: str) -> None:
    assert shown(text, query) == expected


def test_markup_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script>"
    assert snippet(evil, render(evil, NOBODY), understand("alert").phrases) == [
        Piece("<script>"),
        Piece("alert", is_hit=True),
        Piece("(1)</script>"),
    ]


def test_of_a_long_message_the_place_that_matched() -> None:
    text = "word " * 300 + "needle " + "word " * 300
    found = shown(text, "needle")
    assert "[needle]" in found
    assert found.startswith("…word ")
    assert found.endswith("…")
    assert len(found) < LENGTH + 10


def test_a_long_message_found_by_its_author_begins_with_its_beginning() -> None:
    found = shown("first " + "x" * 3000, "from:ann")
    assert found.startswith("first ")
    assert found.endswith("…")


def test_one_word_of_thousands_of_characters_is_cut() -> None:
    assert len(shown("x" * 4000, "xxx")) <= LENGTH + 4
