"""Keeping the index in step with the messages, in the transaction that writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from msgspec import UNSET

from chat.models import Message
from chat.shapes import MessageView
from search import statements
from search.entries import Source, entry_of

AT_ONCE = 500  # messages of one transaction of ``fill``


def index_posted(messages: Sequence[MessageView]) -> None:
    """Make what was just posted findable: one statement, however many posts."""
    statements.put([entry_of(_source(message)) for message in messages])


def index_changed(message: Message) -> None:
    """Let a message be found by what it says now; a deleted one by nothing."""
    if message.deleted_at is not None:
        statements.remove(message.pk)
        return
    said = (message.text, message.html)
    source = Source(message.pk, message.room_id, message.author_id, *said, message.is_pinned)
    statements.put([entry_of(source)])


def fill(after: int = 0) -> Iterator[int]:
    """Index all messages again, oldest first, after an id; yield the last id of each batch."""
    while sources := _filled(after):
        after = sources[-1].pk
        yield after


@transaction.atomic
def _filled(after: int) -> list[Source]:
    sources = statements.read(after, AT_ONCE)
    statements.put([entry_of(source) for source in sources])
    return sources


def _source(message: MessageView) -> Source:
    text = "" if message.text is UNSET else message.text
    html = "" if message.html is UNSET else message.html
    return Source(message.id, message.room, message.author.id, text, html)
