"""How a log is laid out: who speaks on, and what is new. As ``static/chat/grouping.js``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from chat.shapes import MessageView

SPEAKS_ON = timedelta(minutes=5)  # within which one person's messages share a head


class Place(NamedTuple):
    """A message in its log: the day that begins with it, and whether what is new does."""

    message: MessageView
    day: datetime | None
    opens_new: bool
    follows: bool
    """Whether somebody speaks on, so that it needs no head."""


def placed(
    messages: Iterable[MessageView], reader: int, new_after: int | None, *, in_chain: bool
) -> Iterator[Place]:
    """Lay out a log for its reader, in the active time zone."""
    zone, day, before = timezone.get_current_timezone(), None, None
    for message in messages:
        is_first_new = opens_new(message, reader, new_after)
        new_after = None if is_first_new else new_after
        at = message.created_at.astimezone(zone)
        is_new_day, day = day != at.date(), at.date()
        begins = is_new_day or is_first_new
        follows = not begins and follows_on(before, message, in_chain=in_chain)
        yield Place(message, at if is_new_day else None, is_first_new, follows)
        before = message


def opens_new(message: MessageView, reader: int, new_after: int | None) -> bool:
    """Say whether what others said after a position begins here; None where nothing is new."""
    is_new = new_after is not None and message.position > new_after
    return is_new and message.author.id != reader


def follows_on(before: MessageView | None, message: MessageView, *, in_chain: bool) -> bool:
    """Say whether somebody speaks on."""
    if before is None or before.author.id != message.author.id:
        return False
    if before.deleted_at or message.deleted_at:
        return False
    # A reply names what it answers, and so begins anew; in its chain the first goes without saying,
    # and stands apart.
    if message.reply_to and not (in_chain and message.reply_to.id == message.thread != before.id):
        return False
    return message.created_at - before.created_at < SPEAKS_ON
