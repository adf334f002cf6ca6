"""Filters as links: those of a search, each to be taken away, and those that would narrow it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from search.finding import Found
from search.language import LONGEST, Query

MOST_OFFERED = 4  # of each kind


class Chip(NamedTuple):
    """A link to another search. ``kind`` is the operator, where ``name`` is only its value."""

    name: str
    address: str
    kind: str = ""


def taken(query: Query) -> list[Chip]:
    """Return a link for each filter, to the search without it."""
    return [
        Chip(each, address_of(" ".join(query.text.replace(each, "", 1).split())))
        for each in query.filters
    ]


def offered(query: Query, found: Found) -> list[Chip]:
    """Return links that narrow a search down to a room or person that was found."""
    rooms = {
        room.name: f'in:"{room.name}"' for _message, room in found.hits if '"' not in room.name
    }
    people = {m.author.shown_name: f"from:{m.author.username}" for m, _room in found.hits}
    chips = [] if query.rooms else _narrower(query, "in", rooms)
    return chips if query.people else [*chips, *_narrower(query, "from", people)]


def _narrower(query: Query, kind: str, filters: dict[str, str]) -> list[Chip]:
    """Where there is only one, it narrows nothing."""
    wider = filters if len(filters) > 1 else {}
    texts = {name: f"{query.text} {each}" for name, each in wider.items()}
    fitting = [(name, text) for name, text in texts.items() if len(text) <= LONGEST]
    return [Chip(name, address_of(text), kind) for name, text in fitting[:MOST_OFFERED]]


def address_of(text: str) -> str:
    """Return where a search is."""
    return f"{reverse('search:search')}?{urlencode({'q': text})}"
