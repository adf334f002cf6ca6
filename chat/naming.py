"""Who the people are that messages mention by id: found together, for a page of messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from accounts.models import User
from chat.reactions import Reactions
from example_channels.realtime.protocol import UserRef

NAMED = 5  # people of each reaction; of the others only the ids are told

People = Mapping[int, UserRef]


def ids_in(reactions: Reactions | None, pinned_by: int | None) -> Iterator[int]:
    """Return whom a message's marks name."""
    for _emoji, people in reactions or ():
        yield from people[:NAMED]
    if pinned_by is not None:
        yield pinned_by


def people_of(ids: Iterable[int]) -> People:
    """Return those people as they are called today. One query, none where nobody is asked for."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = User.objects.filter(pk__in=wanted).values_list("pk", "username", "name")
    return {pk: UserRef(pk, username, name or username) for pk, username, name in found}
