"""How what is typed is understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import LONGEST, MOST_TERMS, Complaint, Phrase, Wish, understand


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("deploy now", [Phrase(("deploy",), True), Phrase(("now",), True)]),
        ("to be", [Phrase(("to",)), Phrase(("be",))]),
        ('"deploy now"', [Phrase(("deploy", "now"))]),
        ('"never closed', [Phrase(("never", "closed"))]),
        ("“by an input method”", [Phrase(("by", "an", "input", "method"))]),
        ("天气", [Phrase(("天气",))]),
        ("今天气", [Phrase(("今天", "天气"))]),
        ("天", [Phrase(("天",), True)]),
        ("手机iphone", [Phrase(("手机", "机", "iphone"), True)]),
        ("12:30", [Phrase(("12", "30"))]),
        ("https://example.com", [Phrase(("https", "example", "com"), True)]),
        ("from:", [Phrase(("from",), True)]),
        ("'); DROP", [Phrase(("drop",), True)]),
    ],
)
def test_words_and_phrases(text: str, phrases: list[Phrase]) -> None:
    query = understand(text)
    assert query.phrases == phrases
    assert query.hints == []


def test_operators_in_any_case_quoted_or_in_full_width() -> None:
    query = understand('FROM:"Ann Lee" in：lobby -from:bob has:links -has:code tea -milk')
    assert query.people == [Wish("Ann Lee"), Wish("bob", is_not=True)]
    assert query.rooms == [Wish("lobby")]
    assert query.things == [("link", False), ("code", True)]
    assert query.phrases == [Phrase(("tea",), True)]
    assert query.not_phrases == [Phrase(("milk",), True)]


def test_of_several_dates_the_narrowest_counts() -> None:
    query = understand("before:2026-03-01 before:2026-2-1 after:2025/12/24 after:2026-01-01")
    assert (query.before, query.after) == (date(2026, 2, 1), date(2026, 1, 1))


def test_what_is_no_operator_is_looked_for_and_said() -> None:
    query = understand("foo:bar")
    assert query.phrases == [Phrase(("foo", "bar"), True)]
    assert "foo:" in query.hints[0]


@pytest.mark.parametrize("text", ["from:ann", "in:lobby", "has:pin", "before:2026-01-01"])
def test_an_operator_alone_is_a_search(text: str) -> None:
    assert understand(text).is_bounded


@pytest.mark.parametrize(
    "text",
    [
        *("-tea", "-from:ann", "-has:link", "!!!", '"', '""', "-", "* ^ ( ) { }"),
        *("before:tomorrow", "after:2026-02-30", "-before:2026-01-01", "before:0001-01-01"),
        *("has:soul", "a" * (LONGEST + 1), "a " * (MOST_TERMS + 1)),
    ],
)
def test_what_means_nothing_has_one_clear_complaint(text: str) -> None:
    with pytest.raises(Complaint) as complaint:
        understand(text)
    assert str(complaint.value)


@given(st.text(max_size=LONGEST))
def test_anything_is_understood_or_complained_of(text: str) -> None:
    try:
        query = understand(text)
    except Complaint:
        return
    assert query.is_bounded or not query.text
