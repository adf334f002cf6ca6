"""What somebody typed into the search, understood: words, phrases, operators. Pure.

Whatever is typed is a search or has one clear complaint; nothing raises but ``Complaint``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from search.entries import THINGS, Thing
from search.folding import tokens_of

LONGEST = 200  # characters
MOST_TERMS = 32
MOST_HINTS = 3
SHORTEST_BEGINNING = 3  # letters of a word that also finds longer ones

# As input methods write them.
PLAIN = str.maketrans({"：": ":", "“": '"', "”": '"', "„": '"', "＂": '"', "－": "-", "\0": " "})
PART = re.compile(r'(?P<no>-?)(?:(?P<name>[^\W\d_]+):(?!//))?(?P<value>"[^"]*"?|\S*)')
DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z")
YEARS = range(1970, 9999)


class Complaint(Exception):
    """A search that means nothing, in words for who typed it."""


class Phrase(NamedTuple):
    """Neighbouring tokens; the last may be the beginning of one."""

    tokens: tuple[str, ...]
    is_beginning: bool = False


class Wish(NamedTuple):
    """A phrase, or an operator's value, that is wanted or must not be."""

    value: str
    is_not: bool = False


@dataclass
class Query:
    """A search, as it was understood."""

    text: str
    phrases: list[Phrase] = field(default_factory=list)
    not_phrases: list[Phrase] = field(default_factory=list)
    people: list[Wish] = field(default_factory=list)
    rooms: list[Wish] = field(default_factory=list)
    things: list[tuple[Thing, bool]] = field(default_factory=list)
    before: date | None = None
    after: date | None = None
    filters: list[str] = field(default_factory=list)
    """The operators with their values, as they were typed."""
    hints: list[str] = field(default_factory=list)

    @property
    def is_bounded(self) -> bool:
        """Whether it asks for something, and not only for something not to be."""
        wishes = [*self.people, *self.rooms]
        things = [not is_not for _thing, is_not in self.things]
        return bool(
            self.phrases
            or self.before
            or self.after
            or any(things)
            or any(not wish.is_not for wish in wishes)
        )


def understand(text: str) -> Query:
    """Return what a text asks for. Raises Complaint."""
    if len(text) > LONGEST:
        raise Complaint(_("A search has at most %(n)d characters.") % {"n": LONGEST})
    query = Query(text.translate(PLAIN).strip())
    parts = [part for part in PART.finditer(query.text) if part[0]]
    if len(parts) > MOST_TERMS:
        raise Complaint(_("A search has at most %(n)d words.") % {"n": MOST_TERMS})
    for part in parts:
        _take(query, part)
    if query.text and not query.is_bounded:
        raise Complaint(_("This names nothing to look for: add a word, a person or a room."))
    return query


def _take(query: Query, part: re.Match[str]) -> None:
    name, value = (part["name"] or "").lower(), part["value"].strip('"').strip()
    operator = OPERATORS.get(name)
    if operator and value:
        operator(query, Wish(value, bool(part["no"])))
        query.filters.append(part[0])
        return
    if name and value and not operator and len(query.hints) < MOST_HINTS:
        query.hints.append(
            _("“%(name)s:” is no filter, so it was looked for as a word.") % {"name": part["name"]}
        )
    is_quoted = part["value"].startswith('"')
    words = " ".join(filter(None, [part["name"], value]))
    _take_words(query, words, is_quoted=is_quoted, is_not=bool(part["no"]))


def _take_words(query: Query, words: str, *, is_quoted: bool, is_not: bool) -> None:
    if phrase := phrase_of(words, is_quoted=is_quoted):
        (query.not_phrases if is_not else query.phrases).append(phrase)


def phrase_of(words: str, *, is_quoted: bool) -> Phrase | None:
    """Return what to look for; None where there is neither letter, digit nor sign in it."""
    tokens = tokens_of(words)
    if not tokens:
        return None
    # Of a run the last character stands alone, which it may not do where one looks for it.
    if len(tokens) > 1 and len(tokens[-1]) == 1 and _are_of_one_run(*tokens[-2:]):
        return Phrase(tuple(tokens[:-1]))
    return Phrase(tuple(tokens), _may_go_on(tokens[-1], is_quoted=is_quoted))


def _are_of_one_run(pair: str, last: str) -> bool:
    return len(pair) == 2 and pair[1] == last and len(tokens_of(pair)) == 2


def _may_go_on(token: str, *, is_quoted: bool) -> bool:
    """A single character of a run is how pairs begin; a word goes on where it was not quoted."""
    if len(token) == 1 and tokens_of(token + token) != [token + token]:
        return True
    return not is_quoted and len(token) >= SHORTEST_BEGINNING


def _from(query: Query, wish: Wish) -> None:
    query.people.append(wish)


def _in(query: Query, wish: Wish) -> None:
    query.rooms.append(wish)


def _has(query: Query, wish: Wish) -> None:
    for thing in THINGS:
        if wish.value.lower() in {thing, thing + "s"}:
            query.things.append((thing, wish.is_not))
            return
    known = ", ".join(f"has:{thing}" for thing in THINGS)
    raise Complaint(
        _("“has:%(value)s” is not known. There are: %(known)s.")
        % {"value": wish.value, "known": known}
    )


def _before(query: Query, wish: Wish) -> None:
    query.before = min(_date(wish), query.before or date.max)


def _after(query: Query, wish: Wish) -> None:
    query.after = max(_date(wish), query.after or date.min)


def _date(wish: Wish) -> date:
    try:
        year, month, day = map(int, DATE.match(wish.value).groups())  # type: ignore[union-attr]
        if wish.is_not or year not in YEARS:
            raise ValueError
        return date(year, month, day)
    except (AttributeError, ValueError):
        raise Complaint(
            _("“%(value)s” is no date. Write it like 2026-11-21.") % {"value": wish.value}
        ) from None


OPERATORS: dict[str, Callable[[Query, Wish], None]] = {
    "from": _from,
    "in": _in,
    "has": _has,
    "before": _before,
    "after": _after,
}
