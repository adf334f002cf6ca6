"""How a log is laid out: who speaks on, and what is new. As ``static/chat/grouping.js``. Pure."""

from __future__ import annotations

from datetime import timedelta

from chat.shapes import MessageView

SPEAKS_ON = timedelta(minutes=5)  # within which one person's messages share a head


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
