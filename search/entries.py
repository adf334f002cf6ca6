"""What the index holds of a message: tokens of its text, and of what else one searches by. Pure.

The other tokens begin with a sign that no word has: #12 is the room, @7 the author, !link,
!code and !pin are what it has. So whatever one asks for is a question to one index.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from search.folding import tokens_of

Thing = Literal["link", "code", "pin"]
THINGS: tuple[Thing, ...] = get_args(Thing)
SHOWS: Final[dict[Thing, str]] = {"link": 'href="http', "code": "<code"}
"""What the HTML of a message has in it that has one of those."""


class Source(NamedTuple):
    """A message, as far as the index has to know it."""

    pk: int
    room_id: int
    author_id: int
    text: str
    html: str
    is_pinned: bool = False


class Entry(NamedTuple):
    """A message's tokens, in their order."""

    pk: int
    room_id: int
    tokens: list[str]


def entry_of(source: Source) -> Entry:
    tokens = [*tokens_of(source.text), in_room(source.room_id), by(source.author_id)]
    tokens += [has(thing) for thing, sign in SHOWS.items() if sign in source.html]
    if source.is_pinned:
        tokens.append(has("pin"))
    return Entry(source.pk, source.room_id, tokens)


def in_room(room_id: int) -> str:
    return f"#{room_id}"


def by(user_id: int) -> str:
    return f"@{user_id}"


def has(thing: Thing) -> str:
    return f"!{thing}"
