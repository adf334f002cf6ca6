"""Who and which rooms a text may mention. Pure: ``chat.models.names`` looks them up.

``@ann`` is a person by username. ``#design-team`` is a public room: its name without regard to
case, each run of spaces and signs written as one ``-``. The longest name that exists is taken, so
``@ann.`` and ``@ann你好`` are ann. ``@here`` and ``@all`` are everybody.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from accounts.naming import USERNAME_LENGTH, username_key

Named = TypeVar("Named")

MOST = 50  # different people, and as many rooms, that one message mentions
MOST_READINGS = 12  # of one mention whose end is unclear
ROOM_KEY_LENGTH = 60

PERSON = re.compile(rf"(?<![0-9A-Za-z_/@.+-])@(\w[\w.+-]{{0,{2 * USERNAME_LENGTH}}})")
ROOM = re.compile(rf"(?<![0-9A-Za-z_/@#&.+-])#(\w[\w-]{{0,{ROOM_KEY_LENGTH}}})")
BREAKS = re.compile(r"[\W_]+")
EVERYBODY = MappingProxyType({"here": "here", "all": "all", "所有人": "all"})


class Person(NamedTuple):
    """Somebody who may be mentioned."""

    id: int
    username: str


class RoomName(NamedTuple):
    """A public room that may be named."""

    id: int
    name: str


class Names(NamedTuple):
    """Those who may be mentioned, by their keys."""

    people: Mapping[str, Person]
    rooms: Mapping[str, RoomName]

    def person(self, typed: str) -> tuple[Person, int] | None:
        """Return whom ``typed`` begins with, and how many characters name them."""
        return _longest(typed, self.people, username_key)

    def room(self, typed: str) -> tuple[RoomName, int] | None:
        """Return the room whose key ``typed`` begins with, and how many characters name it."""
        return _longest(typed, self.rooms, room_key)


NOBODY = Names({}, {})


def room_key(name: str) -> str:
    """Return how a room is written after ``#``; empty where its name has no letter."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return BREAKS.sub("-", folded).strip("-")[:ROOM_KEY_LENGTH]


def group(typed: str) -> tuple[str, int] | None:
    """Return the group that ``typed`` begins with, and how many characters name it."""
    return _longest(typed, EVERYBODY, str.casefold)


def people_in(text: str) -> set[str]:
    """Return the keys of people whom a text may mention."""
    return {username_key(reading) for reading in _asked(PERSON, text)}


def rooms_in(text: str) -> set[str]:
    """Return the keys of rooms that a text may name."""
    return {room_key(reading) for reading in _asked(ROOM, text)} - {""}


def _asked(mark: re.Pattern[str], text: str) -> Iterator[str]:
    different = dict.fromkeys(found[1] for found in mark.finditer(text))
    for typed in islice(different, MOST):
        yield from (typed[:end] for end in _ends(typed))


def _longest(
    typed: str, named: Mapping[str, Named], key: Callable[[str], str]
) -> tuple[Named, int] | None:
    if named:
        for end in _ends(typed):
            if (found := named.get(key(typed[:end]))) is not None:
                return found, end
    return None


def _ends(typed: str) -> list[int]:
    """Return where a name may end, the longest first: before signs, and beside unspaced scripts."""
    ends = [end for end in range(1, len(typed)) if _may_end(typed[end - 1], typed[end])]
    return [len(typed), *reversed(ends[: MOST_READINGS - 1])]


def _may_end(last: str, following: str) -> bool:
    return not (last.isascii() and following.isascii() and following.isalnum())
