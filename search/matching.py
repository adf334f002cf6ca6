"""A search as a question to the index, in the language of each database. Pure.

Every token is quoted, and none has a quote in it: nothing that is typed can be taken for syntax.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from search.language import Phrase

Either = Sequence[str]
"""Tokens of which one is enough."""


class Match(NamedTuple):
    """All of these and none of those; there is always something that is asked for."""

    phrases: Sequence[Phrase]
    either: Sequence[Either]
    not_phrases: Sequence[Phrase] = ()
    not_tokens: Sequence[str] = ()


def for_sqlite(match: Match) -> str:
    wanted = [_sqlite_phrase(phrase) for phrase in match.phrases]
    wanted += [f"({' OR '.join(map(_quoted, tokens))})" for tokens in match.either]
    unwanted = [_sqlite_phrase(phrase) for phrase in match.not_phrases]
    unwanted += map(_quoted, match.not_tokens)
    question = " AND ".join(wanted)
    return f"({question}) NOT ({' OR '.join(unwanted)})" if unwanted else question


def for_postgresql(match: Match) -> str:
    wanted = [_postgresql_phrase(phrase) for phrase in match.phrases]
    wanted += [f"({' | '.join(map(_apostrophised, tokens))})" for tokens in match.either]
    unwanted = [f"!{_postgresql_phrase(phrase)}" for phrase in match.not_phrases]
    unwanted += [f"!{_apostrophised(token)}" for token in match.not_tokens]
    return " & ".join(wanted + unwanted)


def _quoted(token: str) -> str:
    return f'"{token}"'


def _apostrophised(token: str) -> str:
    return f"'{token}'"


def _sqlite_phrase(phrase: Phrase) -> str:
    return _quoted(" ".join(phrase.tokens)) + (" *" if phrase.is_beginning else "")


def _postgresql_phrase(phrase: Phrase) -> str:
    tokens = [_apostrophised(token) for token in phrase.tokens]
    if phrase.is_beginning:
        tokens[-1] += ":*"
    return f"({' <-> '.join(tokens)})"


WRITTEN = {"sqlite": for_sqlite, "postgresql": for_postgresql}
