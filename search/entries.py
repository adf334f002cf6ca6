"""What the index holds of a message: the tokens of its text, and of what else one searches by. Pure.

The other tokens begin with a sign that no word has: #12 is the room, @7 the author, !link and
!code are what is in it. So whatever one asks for is a question to one index.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from search.folding import tokens_of

Thing = Literal["link", "code"]
THINGS: tuple[Thing, ...] = get_args(Thing)
SIGNS_OF: Final[dict[Thing, tuple[str, ...]]] = {
    "link": ('href="http',),
    "code": ("<code", "<pre"),
}
"""What the HTML of a message has in it that has one of those."""


class Source(NamedTuple):
    """A message, as far as the index has to know it."""

    pk: int
    room_id: int
    author_id: int
    text: str
    html: str


class Entry(NamedTuple):
    """A message's tokens, in their order."""

    pk: int
    tokens: list[str]


def entry_of(source: Source) -> Entry:
    things = [has(name) for name in THINGS if any(sign in source.html for sign in SIGNS_OF[name])]
    facts = [in_room(source.room_id), by(source.author_id), *things]
    return Entry(source.pk, [*tokens_of(source.text), *facts])


def in_room(room_id: int) -> str:
    return f"#{room_id}"


def by(user_id: int) -> str:
    return f"@{user_id}"


def has(thing: Thing) -> str:
    return f"!{thing}"
