"""Addresses: which are links, and that a reader sees where they lead."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

ALLOWED = re.compile(r"https?://[^/\s]|mailto:[^/\s]|/incidents/\d+/\Z", re.IGNORECASE)
"""Of the site's own pages those that a command links: a site may not know its own address."""
SCHEME = re.compile(r"(?:https?://|mailto:)?", re.IGNORECASE)
BARE = ("com", "org", "net", "edu", "gov", "int", "mil", "cn")
"""Where a name without a scheme is an address: few, for ``main.py`` and ``README.md`` are none."""


def add_to(parser: MarkdownIt) -> None:
    parser.validateLink = lambda url: ALLOWED.match(url) is not None  # type: ignore[method-assign]
    parser.core.ruler.push("link_host", _show_hosts)
    linkify = parser.linkify
    if linkify is not None:
        linkify.tlds(list(BARE), False)
        for scheme in ("ftp:", "//"):
            linkify.add(scheme, None)
        linkify.add("www.", {"validate": _www, "normalize": _with_scheme})


def escaped(text: str) -> str:
    return escape(text, quote=False)


def _www(linkify: LinkifyIt, text: str, at: int) -> int:
    """Return how long the address after ``www.`` is: any domain will do."""
    rest = linkify.test_schema_at(f"http://{text[at:]}", "http:", len("http:"))
    return max(0, rest - len("//"))


def _with_scheme(_linkify: LinkifyIt, match: Any) -> None:
    match.url = f"http://{match.url}"


def _show_hosts(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and any(
            each.type == "link_open" for each in block.children or ()
        ):
            block.children = list(_with_hosts(block.children or []))


def _with_hosts(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens, and before the end of a link its host where the words hide it."""
    href, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            href, words = _opened(token), ""
        elif token.type == "link_close" and not _says(words, host := _host(href)):
            yield Token("link_host", "span", 0, content=f" ({host})")
        else:
            words += token.content
        yield token if href or not token.type.startswith("link_") else _typed(token)


def _opened(token: Token) -> str:
    """Return where a link leads; a page is to stay open, a letter opens none."""
    href = str(token.attrGet("href") or "")
    if href.lower().startswith("http"):
        token.attrSet("target", "_blank")
    return href


def _typed(token: Token) -> Token:
    """Return what was typed of a link that leads nowhere."""
    return Token("text", "", 0, content="[" if token.nesting > 0 else "]()")


def _host(href: str) -> str:
    """Return the host as the browser will ask for it, or the address of a letter."""
    if href.lower().startswith("mailto:"):
        return unquote(href[len("mailto:") :].partition("?")[0])
    return urlsplit(href).netloc.rpartition("@")[2]


def _says(words: str, host: str) -> bool:
    """Return whether the words begin with the host, and not merely with its beginning."""
    if not host:
        return True
    said = SCHEME.sub("", words.strip(), count=1).casefold()
    rest = said.removeprefix(host.casefold())
    return rest != said and not rest[:1].isalnum() and rest[:1] not in {"-", ".", "@", ":"}
