"""What messages look like, and that nothing in them is more than text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.markup import Names, Person, RoomName, render, rendering
from chat.markup.cleaning import ATTRIBUTES, TAGS, clean
from tests.chat.markup.reading import Page
from tests.xss import ATTACKS

NAMES = Names({"ann": Person(7, "Ann")}, {"lobby": RoomName(1, "Lobby")})
MAY_HAVE = {"class", "rel", "target"}.union(*ATTRIBUTES.values())
SIGNS = [
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "```py\n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "\\",
    ),
    *(
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "\n|-|\n",
        "---",
        "\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        "\r",
        "\xa0",
    ),
    *(
        "http://",
        "https://a.example/",
        "www.",
        "a@b.com",
        "javascript:",
        "&amp;",
        "&#106;",
        '"',
        "'",
    ),
    *("@ann", "@", "#lobby", "#", ":tada:", ":", "🎉", "/me ", "a", "你", "。", "\u202e", "://["),
]
MARKED = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
PLAIN = st.lists(
    st.sampled_from([*"ab ,;!?()'\"&<>%^{}$/\n", "\n\n", "你", "\xa0", "a.", "10:30", "x-y", "1"]),
    max_size=20,
).map("".join)
WORST = {
    "64 KiB of nested lists and quotes": "> - " * 16_384,
    "quotes": ">" * 4000,
    "brackets": "[" * 4000,
    "brackets and parentheses": "[a](" * 1000,
    "stars": "*" * 4000,
    "stars and bars": "*_" * 2000,
    "back quotes": "`" * 4000,
    "back quotes of every length": " ".join("`" * length for length in range(90)),
    "ten thousand mentions": "@ann " * 10_000,
    "ten thousand different mentions": " ".join(f"@u{number}" for number in range(10_000)),
    "a link of 20,000 characters": f"https://a.example/{'x' * 20_000}",
    "a long link that fits": f"https://a.example/{'(' * 3900}",
    "a name without an end": f"@{'你' * 3999}",
    "tables in a row": "|a\n|-\n" * 600,
    "lists in lists": "\n".join(" " * depth + "- a" for depth in range(85)),
    "code that takes a lexer long": f"```java\n{chr(10) * 3900}\n```",
    "a line that takes a lexer long": f"```hcl\n{'a' * 3900}\n```",
}


def test_lines_and_paragraphs_are_kept() -> None:
    assert render("a\nb\n\nc") == "<p>a<br>b</p>\n<p>c</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "**a** *b* _c_ ~~d~~ `e`",
            "<p><strong>a</strong> <em>b</em> <em>c</em> <s>d</s> <code>e</code></p>",
        ),
        ("> said\nanswered", "<blockquote>\n<p>said</p>\n</blockquote>\n<p>answered</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("## a", '<p class="heading">a</p>'),
        ("a **b**\nc", "<p>a <strong>b</strong><br>c</p>"),
        ("**注意。**请看", "<p><strong>注意。</strong>请看</p>"),
        ("\\*a\\*", "<p>*a*</p>"),
        (":tada: `:tada:`", "<p>🎉 <code>:tada:</code></p>"),
        (":tada: 👍", '<p class="only-emoji">🎉 👍</p>'),
        ("👍🏽", '<p class="only-emoji">👍🏽</p>'),
        ("/Me  waves", '<p class="action">waves</p>'),
        ("/me *waves*", '<p class="action"><em>waves</em></p>'),
        ("a|b\n-|-:\n1|2", None),
    ],
)
def test_markdown_is_shown_as_meant(text: str, html: str | None) -> None:
    assert html is None or render(text) == html


def test_a_table_has_sides_by_class_for_styles_are_forbidden() -> None:
    html = render("a|b\n-|-:\n1|2")
    assert '<td class="align-right">2</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "***",
        ">",
        "1.",
        "#",
        "&amp; &lt;",
        "[a]: b",
        "a\n    b",
        "[x]()",
        "C# _ 2 * 3 * 4",
        "/me",
    ],
)
def test_what_is_no_markup_stays_as_typed(text: str) -> None:
    shown = Page(render(text)).text
    assert shown.split() == text.split()


def test_an_indented_line_is_no_code_and_an_underlined_one_no_heading() -> None:
    assert Page(render("a\n\n    b *c*")).tags == {"p", "em"}
    assert Page(render("a\n---")).tags == {"p", "hr"}


def test_a_year_begins_no_list() -> None:
    assert render("1986. A *good* one") == "<p>1986. A <em>good</em> one</p>"


def test_addresses_become_links_that_lend_no_weight() -> None:
    assert render("see https://example.com/a?b=1&c=2.") == (
        '<p>see <a href="https://example.com/a?b=1&amp;c=2" target="_blank"'
        ' rel="nofollow noopener ugc">https://example.com/a?b=1&amp;c=2</a>.</p>'
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("www.example.de/x, example.com.", ["http://www.example.de/x", "http://example.com"]),
        ("a@example.com <https://a.example>", ["mailto:a@example.com", "https://a.example"]),
        ("main.py README.md 3.5 e.g. file.cn.txt", []),
        ("ftp://a.example //a.example x://y", []),
    ],
)
def test_what_is_an_address_is_a_link_and_a_file_is_none(text: str, links: list[str]) -> None:
    assert Page(render(text)).links == links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[here](https://a.example/b)", "here (a.example)"),
        ("[a.example](https://a.example/b)", "a.example"),
        ("[https://good.example](https://bad.example)", "https://good.example (bad.example)"),
        (
            "[good.example](https://good.example.bad.example)",
            "good.example (good.example.bad.example)",
        ),
        ("[good.example](https://good.example@bad.example)", "good.example (bad.example)"),
        ("[write](mailto:a@b.com?subject=x)", "write (a@b.com)"),
        ("https://аpple.example", "https://аpple.example (xn--pple-43d.example)"),
    ],
)
def test_a_reader_sees_where_a_link_leads(text: str, shown: str) -> None:
    assert Page(render(text)).text == shown


def test_people_rooms_and_everybody_are_named() -> None:
    html = render("@Ann, @here: #Lobby", NAMES)
    assert '<a class="mention" href="/people/7/" data-user="7"' in html
    assert '<span class="mention mention-all" data-group="here">@here</span>' in html
    assert '<a class="room-link" href="/rooms/1/" data-room="1"' in html


@pytest.mark.parametrize(
    "text",
    [
        "`@ann`",
        "```\n@ann #lobby\n```",
        "bob@ann",
        "[@ann](https://a.example)",
        "https://a.example/@ann",
    ],
)
def test_nobody_is_mentioned_in_code_or_in_an_address(text: str) -> None:
    assert "data-user" not in render(text, NAMES)


def test_code_is_coloured_by_the_language_it_names() -> None:
    html = render("```python\ndef f(): return '<b>'\n```")
    assert '<div class="code" data-language="python">' in html
    assert '<span class="k">def</span>' in html
    assert "&lt;b&gt;" in html


def test_an_unknown_language_is_never_guessed() -> None:
    assert render("```klingon\ndef f()\n```") == (
        '<div class="code"><pre><code>def f()\n</code></pre></div>'
    )


def test_long_messages_are_marked_for_folding_and_others_are_not() -> None:
    assert render("a\n" * 30).startswith('<div class="long"><p>')
    assert render("word " * 500).startswith('<div class="long">')
    assert "long" not in render("a\n" * 15)


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_only_text(attack: str) -> None:
    page = Page(render(attack, NAMES))
    assert page.tags <= TAGS
    assert page.attributes <= MAY_HAVE
    assert all(re.match(r"https?://|mailto:", link) for link in page.links)


@given(MARKED)
def test_whatever_is_typed_the_html_is_sound_and_clean(text: str) -> None:
    html = render(text, NAMES)
    page = Page(html)
    assert clean(html) == html
    assert page.tags <= TAGS
    assert page.attributes <= MAY_HAVE
    assert all(re.match(r"https?://|mailto:|/people/7/|/rooms/1/", link) for link in page.links)


@pytest.mark.parametrize("name", WORST)
def test_what_is_meant_to_take_long_does_not(name: str) -> None:
    html = render(WORST[name], NAMES)
    assert clean(html) == html


@given(PLAIN.map(str.strip).filter(lambda text: not rendering.has_markup(text)))
def test_the_short_way_leads_where_the_long_one_does(text: str) -> None:
    short, long = Page(rendering._plain(text)), Page(clean(rendering._blocks(text, NAMES)))
    assert short.text.split() == long.text.split()
    assert not text or short.tags == long.tags
    assert not text or len(short.elements) == len(long.elements)
