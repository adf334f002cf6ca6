"""Of a message, what to show of it among others: the place where it matched, and what did. Pure.

Pieces of plain text: whoever shows them escapes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from search.folding import Token, composed, fold_each, tokens_in
from search.language import Phrase

LENGTH = 240  # characters of a snippet
LEAD = 80  # of them before the first match
MORE = "…"
TAG = re.compile(r"<[^<>]*>")
BREAK = re.compile(r"<br ?/?>|</(?:p|li|pre|blockquote|h[1-6]|tr)>")


class Piece(NamedTuple):
    """Some text, and whether it is what was looked for."""

    text: str
    is_hit: bool = False


class Span(NamedTuple):
    start: int
    end: int


def snippet(text: str, html: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """Return a part of a message as it is read; as it was written, where only that matches."""
    for words in (plain(html), text):
        spaced = composed(" ".join(words.split()))
        if hits := _hits(spaced, phrases):
            return list(_pieces(spaced, hits))
    spaced = " ".join(plain(html).split())
    return [Piece(spaced[:LENGTH] + (MORE if len(spaced) > LENGTH else ""))]


def plain(html: str) -> str:
    """Return the text of HTML that is well-formed and safe, as that of messages is."""
    return unescape(TAG.sub("", BREAK.sub(" ", html)))


def _hits(text: str, phrases: Sequence[Phrase]) -> list[Span]:
    """Return where a composed text has one of the phrases, in order, none within another."""
    letters = fold_each(text)
    tokens = list(tokens_in("".join(letters)))
    places = [place for place, letter in enumerate(letters) for _part in letter]
    found = sorted(span for phrase in phrases for span in _spans(tokens, phrase))
    hits: list[Span] = []
    for start, end in found:
        here = Span(places[start], places[end - 1] + 1)
        if hits and here.start <= hits[-1].end:
            hits[-1] = Span(hits[-1].start, max(here.end, hits[-1].end))
        else:
            hits.append(here)
    return hits


def _spans(tokens: Sequence[Token], phrase: Phrase) -> Iterator[tuple[int, int]]:
    size = len(phrase.tokens)
    for at in range(len(tokens) - size + 1):
        if _stands(tokens[at : at + size], phrase):
            last = tokens[at + size - 1]
            # A single character of a run begins a pair of which the other one was not looked for.
            is_half = len(phrase.tokens[-1]) == 1 and len(last.text) == 2
            yield tokens[at].start, last.start + 1 if is_half else last.end


def _stands(tokens: Sequence[Token], phrase: Phrase) -> bool:
    *first, last = (token.text for token in tokens)
    *wanted, end = phrase.tokens
    return first == wanted and (last.startswith(end) if phrase.is_beginning else last == end)


def _pieces(text: str, hits: Sequence[Span]) -> Iterator[Piece]:
    start = _start(text, hits[0])
    end = min(len(text), start + LENGTH)
    at = start
    for hit in hits:
        if hit.start >= end:
            break
        yield Piece((MORE if start and at == start else "") + text[at : hit.start])
        yield Piece(text[hit.start : min(hit.end, end)], is_hit=True)
        at = min(hit.end, end)
    yield Piece(text[at:end] + (MORE if end < len(text) else ""))


def _start(text: str, hit: Span) -> int:
    """Return where to begin: with the text, or with a word shortly before what matched."""
    if hit.end <= LENGTH // 2 or len(text) <= LENGTH:
        return 0
    space = text.find(" ", hit.start - LEAD, hit.start)
    return space + 1 if space >= 0 else max(0, hit.start - LEAD // 4)
