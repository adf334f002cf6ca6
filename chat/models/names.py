"""Who and which rooms may be mentioned: looked up for many texts at once, when they are written."""

from collections.abc import Iterable

from accounts.models import User
from chat.markup import Names, Person, RoomName
from chat.markup.mentions import people_in, rooms_in
from chat.models.rooms import Room


def names_in(texts: Iterable[str]) -> Names:
    """Return those whom the texts mention: a query where one has an ``@``, one for ``#room``."""
    people: set[str] = set()
    rooms: set[str] = set()
    for text in texts:
        if "@" in text:
            people |= people_in(text)
        if "#" in text:
            rooms |= rooms_in(text)
    return Names(_people(people), _rooms(rooms))


def _people(keys: set[str]) -> dict[str, Person]:
    if not keys:
        return {}
    found = User.objects.present_in_list().filter(username_key__in=keys)
    rows = found.values_list("username_key", "pk", "username")
    return {key: Person(pk, username) for key, pk, username in rows}


def _rooms(keys: set[str]) -> dict[str, RoomName]:
    """Private rooms are never looked for: a link would tell that there is one of that name."""
    if not keys:
        return {}
    found = Room.objects.filter(kind=Room.Kind.PUBLIC, link_key__in=keys)
    # Of two with one name, the older: it comes last, and stays.
    rows = found.order_by("-pk").values_list("link_key", "pk", "name")
    return {key: RoomName(pk, name) for key, pk, name in rows}
