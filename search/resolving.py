"""Names that people type, as the people and rooms they mean."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.naming import fold, normalise
from chat.shapes import RoomView
from search.entries import by, has, in_room
from search.language import Complaint, Query, Wish
from search.matching import Match

MOST_NAMESAKES = 50
MYSELF = "me"


def match_of(user: User, query: Query, rooms: Collection[RoomView]) -> Match:
    """Return what to ask of the index; the rooms are the user's. Raises Complaint."""
    people = [(by_any(user, wish), wish.is_not) for wish in query.people]
    places = [(in_any(wish, rooms), wish.is_not) for wish in query.rooms]
    wanted_people = [token for tokens, is_not in people if not is_not for token in tokens]
    wanted_places = [token for tokens, is_not in places if not is_not for token in tokens]
    either = [
        wanted_places or [in_room(room.id) for room in rooms],
        *([wanted_people] if wanted_people else []),
        *([has(thing)] for thing, is_not in query.things if not is_not),
    ]
    unwanted = [token for tokens, is_not in [*people, *places] if is_not for token in tokens]
    unwanted += [has(thing) for thing, is_not in query.things if is_not]
    return Match(query.phrases, either, query.not_phrases, unwanted)


def by_any(user: User, wish: Wish) -> list[str]:
    """Return the tokens of those who are called so. Raises Complaint."""
    people = people_called(user, wish.value.removeprefix("@"))
    if not people:
        raise Complaint(_("There is nobody called “%(name)s”.") % {"name": wish.value})
    return [by(person) for person in people]


def people_called(user: User, name: str) -> list[int]:
    """Return who has exactly this username; else those whose names have all its words in them."""
    if name.lower() == MYSELF:
        return [user.pk]
    if not name.strip():
        return []
    exactly = User.objects.named(name)
    those = exactly if exactly.exists() else User.objects.matching(name)
    return list(those.order_by("pk").values_list("pk", flat=True)[:MOST_NAMESAKES])


def in_any(wish: Wish, rooms: Collection[RoomView]) -> list[str]:
    """Return the tokens of one's rooms that are called so. Raises Complaint."""
    name = _plain(wish.value.lstrip("#@"))
    exactly = [room for room in rooms if _plain(room.name) == name]
    those = exactly or [room for room in rooms if name and name in _plain(room.name)]
    if not those:
        raise Complaint(_("You are in no room called “%(name)s”.") % {"name": wish.value})
    return [in_room(room.id) for room in those]


def _plain(name: str) -> str:
    return fold(normalise(name))
