"""What a token may be for: declared here by the apps above, in their ``ready()``."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise

SEPARATOR = ":"


class Kind(NamedTuple):
    """One thing that tokens are for; ``subject`` says what each names besides, "" for nothing.

    The scope of a kind without subject is its key, of another ``<key>:<what it names>``.
    """

    key: str
    title: str | Promise
    subject: str | Promise = ""

    def scope(self, subject: str = "") -> str:
        return f"{self.key}{SEPARATOR}{subject}" if self.subject else self.key


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let tokens of this kind be made. Idempotent."""
    _kinds[kind.key] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order they were registered."""
    return list(_kinds.values())


def kind_of(scope: str) -> Kind | None:
    """Return the kind a scope is of; None where no app declares it any more."""
    return _kinds.get(scope.partition(SEPARATOR)[0])


def in_words(scope: str) -> str:
    """Return what a scope allows, as people read it."""
    kind, subject = kind_of(scope), scope.partition(SEPARATOR)[2]
    title = str(kind.title) if kind else scope
    return f"{title}: {subject}" if kind and subject else title
