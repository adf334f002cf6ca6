"""Markdown as people type it in a chat: CommonMark without what surprises there.

Nothing typed disappears (no HTML, no reference definitions, no entities), an indented line is no
code and an underlined one no heading, and a quote ends where its marks end.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from chat.markup import emphasis, inline, links, lists, quotes
from chat.markup.highlighting import highlighted

NESTED_AT_MOST = 12  # quotes and lists in each other
SURPRISES = ("code", "html_block", "html_inline", "lheading", "reference", "image", "entity")

Tokens = Sequence[Token]


def make_parser() -> MarkdownIt:
    """Return a parser; ``env["names"]`` are those it may mention. Not for two threads at once."""
    parser = MarkdownIt(
        "commonmark",
        {"html": False, "linkify": True, "breaks": True, "maxNesting": NESTED_AT_MOST},
        renderer_cls=Renderer,
    )
    parser.enable(["table", "strikethrough", "linkify"]).disable(SURPRISES)
    for part in (emphasis, inline, links, lists, quotes):
        part.add_to(parser)
    return parser


class Renderer(RendererHTML):
    """What differs from CommonMark's HTML: no outline, no styles, addresses that show."""

    def softbreak(self, *_arguments: Any) -> str:
        return "<br>"

    def hardbreak(self, *_arguments: Any) -> str:
        return "<br>"

    def heading_open(self, *_arguments: Any) -> str:
        """A page has its own headings, and those of strangers would be in its outline."""
        return '<p class="heading">'

    def heading_close(self, *_arguments: Any) -> str:
        return "</p>\n"

    def fence(self, tokens: Tokens, at: int, *_arguments: Any) -> str:
        return highlighted(tokens[at].content, tokens[at].info)

    def table_open(self, *_arguments: Any) -> str:
        return '<div class="table-scroll"><table>'

    def table_close(self, *_arguments: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Tokens, at: int, *_arguments: Any) -> str:
        return _cell(tokens[at])

    td_open = th_open

    def link_host(self, tokens: Tokens, at: int, *_arguments: Any) -> str:
        return f'<span class="link-host">{links.escaped(tokens[at].content)}</span>'


def _cell(token: Token) -> str:
    side = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="align-{side}">' if side else f"<{token.tag}>"
