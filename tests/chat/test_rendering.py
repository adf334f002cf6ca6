"""What messages look like."""

import pytest
from django.utils.html import linebreaks, urlize
from hypothesis import given
from hypothesis import strategies as st

from chat.rendering import render

PIECES = st.sampled_from(
    [*"ab.:;,!@()[]<>\"'& \n\r\t", "www", "://", "http", "com", "&amp;", "\xa0"]
)


def test_lines_and_paragraphs_are_kept() -> None:
    assert render("a\nb\n\nc") == "<p>a<br>b</p>\n\n<p>c</p>"


def test_addresses_become_links_that_lend_no_weight() -> None:
    assert render("see https://example.com/a?b=1&c=2.") == (
        '<p>see <a href="https://example.com/a?b=1&amp;c=2" rel="nofollow">'
        "https://example.com/a?b=1&amp;c=2</a>.</p>"
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        'https://a.example/"onmouseover="alert(1)',
        "https://a.example/<script>alert(1)</script>",
        "javascript:alert(1)",
        "&lt;script&gt;alert(1)",
        "[x](javascript:alert(1))",
    ],
)
def test_an_attack_is_only_text(attack: str) -> None:
    html = render(attack)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert ' onmouseover="' not in html


@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_short_way_leads_where_djangos_own_leads(text: str) -> None:
    linked = urlize(text, nofollow=True, autoescape=True)
    assert render(text) == linebreaks(linked, autoescape=False)
