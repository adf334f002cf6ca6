"""Replies among the posts of one transaction: what they answer, and the chains that grow by them.

Only replies pay for this: where a batch has none, nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chat.chains import NO_CHAIN, Chain, quote
from chat.models import Message
from chat.shapes import MessageView
from chat.sql import Row, execute, marks, pipeline, write
from chat.statements import LockedRoom, kept_time

ORIGINALS = """
    SELECT answered.id, answered.room_id, COALESCE(answered.thread_id, answered.id),
           answered.deleted_at IS NOT NULL, answered.position, answered.html,
           author.id, author.username, author.name
    FROM chat_message AS answered JOIN accounts_user AS author ON author.id = answered.author_id
    WHERE answered.id IN ({ids})
"""
GROW = {
    "postgresql": """
        UPDATE chat_message SET version = new.version, reply_count = reply_count + new.count,
                                replied_at = new.at
        FROM {new} WHERE chat_message.id = new.root
    """,
    "sqlite": """
        UPDATE chat_message SET version = %(version)s, reply_count = reply_count + %(count)s,
                                replied_at = %(at)s
        WHERE id = %(root)s
    """,
}
SEEN = {
    "postgresql": """
        INSERT INTO chat_threadread (user_id, root_id, seen)
        SELECT new.user_id, root.id, root.reply_count - new.rest
        FROM {new} JOIN chat_message AS root ON root.id = new.root
        ON CONFLICT (user_id, root_id) DO UPDATE SET seen = excluded.seen
    """,
    "sqlite": """
        INSERT INTO chat_threadread (user_id, root_id, seen)
        SELECT %(user_id)s, id, reply_count - %(rest)s FROM chat_message WHERE id = %(root)s
        ON CONFLICT (user_id, root_id) DO UPDATE SET seen = excluded.seen
    """,
}


class Original(NamedTuple):
    """A message that is answered; ``chain`` is that of its replies."""

    room_id: int
    is_deleted: bool
    chain: Chain


class Growth(NamedTuple):
    """What a chain has gained: how many replies, the last of its writers after how many others."""

    root: int
    version: int
    writers: list[int]
    """Of the new replies, in order."""

    @property
    def unseen(self) -> dict[int, int]:
        """How many replies came after each writer's last: who writes has read."""
        return {user: len(self.writers) - number for number, user in enumerate(self.writers, 1)}


class _Gained(Row):
    """What is written of a chain that has grown."""

    columns: ClassVar[str] = "root bigint, version bigint, count int, at timestamptz"

    root: int
    version: int
    count: int
    at: Any


class _Seen(Row):
    """How many of a chain's replies somebody has not seen."""

    columns: ClassVar[str] = "user_id bigint, root bigint, rest int"

    user_id: int
    root: int
    rest: int


class Grown(NamedTuple):
    """The first message of a chain, as it is with its new replies, and who has seen how many."""

    root: MessageView
    seen: dict[int, int]


class Originals:
    """The messages that a batch of posts answers, as they are under their rooms' locks."""

    def __init__(self, ids: set[int]) -> None:
        self._found = dict(_originals(ids)) if ids else {}

    def chain_of(self, room_id: int, reply_to: int | None) -> Chain:
        """Return the chain of a new message. Raises Message.DoesNotExist, ValidationError."""
        if reply_to is None:
            return NO_CHAIN
        original = self._found.get(reply_to)
        if original is None or original.room_id != room_id:
            raise Message.DoesNotExist
        if original.is_deleted:
            raise ValidationError(_("The message you reply to has been deleted."))
        return original.chain


def _originals(ids: set[int]) -> Iterable[tuple[int, Original]]:
    for pk, room, root, is_deleted, position, html, *author in execute(
        ORIGINALS.format(ids=marks(ids)), ids
    )():
        answered = quote(pk, position, html, None, *author)
        yield pk, Original(room, bool(is_deleted), Chain(reply_to=answered, thread=root))


def growths(new: Sequence[MessageView], rooms: Mapping[int, LockedRoom]) -> list[Growth]:
    """Take a version for the first message of each chain that grows."""
    replies = sorted((message for message in new if message.thread), key=attrgetter("thread"))
    found: list[Growth] = []
    for root, some in groupby(replies, key=attrgetter("thread")):
        batch = list(some)
        room = rooms[batch[0].room]
        room.version += 1
        found.append(Growth(root, room.version, [message.author.id for message in batch]))
    return found


def grow(chains: Sequence[Growth], now: datetime) -> list[Grown]:
    """Count the new replies, and that their writers have seen them."""
    if not chains:
        return []
    at = kept_time(now)
    with pipeline():
        write(GROW, [_Gained(each.root, each.version, len(each.writers), at) for each in chains])
        write(
            SEEN,
            [_Seen(user, each.root, rest) for each in chains for user, rest in each.unseen.items()],
        )
    roots = Message.objects.to_show().filter(pk__in=[each.root for each in chains])
    return [_grown(MessageView.of(root), chains) for root in roots]


def _grown(root: MessageView, chains: Sequence[Growth]) -> Grown:
    growth = next(each for each in chains if each.root == root.id)
    count = root.replies.count if root.replies else 0
    return Grown(root, {user: count - rest for user, rest in growth.unseen.items()})
