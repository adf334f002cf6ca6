"""What people have put on a message, as it looks on the wire: reactions, and a pin."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from chat.naming import NAMED, People
from chat.reactions import Reactions
from example_channels.realtime.protocol import UserRef


class ReactionView(msgspec.Struct, frozen=True):
    """An emoji, and who reacted with it: the first of them by name, of the others the ids."""

    emoji: str
    count: int
    users: tuple[UserRef, ...]
    others: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return (*(user.id for user in self.users), *self.others)


class PinView(msgspec.Struct, frozen=True):
    """Since when a message is pinned, and by whom; null where nobody knows them any more."""

    by: UserRef | None
    at: datetime


def reactions_view(
    reactions: Reactions | None, people: People
) -> tuple[ReactionView, ...] | UnsetType:
    if not reactions:
        return UNSET
    return tuple(reaction_view(emoji, ids[:NAMED], ids, people) for emoji, ids in reactions)


def pin_view(at: datetime | None, by: int | None, people: People) -> PinView | UnsetType:
    return UNSET if at is None else PinView(people.get(by) if by else None, at)


def reaction_view(emoji: str, to_name: list[int], ids: list[int], people: People) -> ReactionView:
    named = tuple(people[each] for each in to_name if each in people)
    shown = {user.id for user in named}
    others = tuple(each for each in ids if each not in shown)
    return ReactionView(emoji, len(ids), named, others)
