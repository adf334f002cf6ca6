"""What a message shows of the chain of replies it is in: what it answers, what answers it."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec
from django.utils.html import strip_tags
from msgspec import UNSET, UnsetType

from example_channels.realtime.protocol import UserRef

if TYPE_CHECKING:
    from chat.models import Message

EXCERPT = 140  # characters of what is quoted
ENDS = re.compile(r"</(?:p|li|h[1-6]|pre|blockquote|t[dhr]|div)>|<(?:br|hr)\b[^>]*>")
"""Where text of a message's HTML goes on in another line."""

_ORIGINAL = (
    *("reply_to", "reply_to__position", "reply_to__html", "reply_to__deleted_at"),
    *("reply_to__author", "reply_to__author__username", "reply_to__author__name"),
)
FIELDS = ("thread", "reply_count", "replied_at", *_ORIGINAL)
"""Of a message, what its chain is made of."""


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """The message that is answered; a deleted one has no ``text``.

    ``text`` is one line of plain text. Who hears that the message has changed shows it changed.
    """

    id: int
    position: int
    author: UserRef
    text: str | UnsetType = UNSET


class Replies(msgspec.Struct, frozen=True, kw_only=True):
    """How many replies the first message of a chain has, and when the last one came."""

    count: int
    last_at: datetime


class Chain(NamedTuple):
    """What a message's view has of its chain."""

    reply_to: Quote | UnsetType = UNSET
    thread: int | UnsetType = UNSET
    replies: Replies | UnsetType = UNSET

    @classmethod
    def of_row(cls, row: tuple[Any, ...]) -> Self:
        """Return what a query read of ``FIELDS``."""
        thread, count, replied_at, *original = row
        return cls(
            reply_to=UNSET if original[0] is None else quote(*original),
            thread=UNSET if thread is None else thread,
            replies=Replies(count=count, last_at=replied_at) if count else UNSET,
        )

    @classmethod
    def of(cls, message: Message) -> Self:
        own = (message.thread_id, message.reply_count, message.replied_at)
        return cls.of_row((*own, *_of(message.reply_to)))


NO_CHAIN = Chain()


def quote(
    id_: int,
    position: int,
    html: str,
    deleted_at: object,
    author: int,
    username: str,
    name: str,
) -> Quote:
    """Return what is shown of a message where it is answered."""
    return Quote(
        id=id_,
        position=position,
        author=UserRef(author, username, name or username),
        text=UNSET if deleted_at else excerpt(html),
    )


def quote_of(message: Message) -> Quote | None:
    """Return what is shown of a message that is to be answered; None of a deleted one."""
    return None if message.deleted_at else quote(*_of(message))


def excerpt(html: str) -> str:
    """Return the beginning of a message as one line of plain text."""
    words = " ".join(unescape(strip_tags(ENDS.sub(r"\g<0> ", html))).split()) or "…"
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1].rstrip()}…"


def _of(original: Message | None) -> tuple[Any, ...]:
    """Return of a message what a query reads of it."""
    if original is None:
        return (None,)
    author = original.author
    return (
        *(original.pk, original.position, original.html, original.deleted_at),
        *(author.pk, author.username, author.name),
    )
