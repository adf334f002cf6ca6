"""What looks the same to everybody on a room's page, rendered once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts import clock
from chat.commands import COMMANDS
from chat.named import marked_for
from chat.onlooker import Mine
from chat.reactions import QUICK
from chat.shapes import MessageView, RoomView

KEPT = 4096  # rows, of some 2 KB each
SPEAKS_ON = timedelta(minutes=5)  # within which one person's messages share a head

DAY = '<li class="log-day"><span>{}</span></li>'


class Row(NamedTuple):
    """A message, and the day that begins with it."""

    html: SafeString
    day: datetime | None


def log_of(rows: Iterable[Row]) -> SafeString:
    """Join the rows of a log, with the days they are of."""
    language = get_language()
    parts = (_day(row.day.date(), language) + row.html if row.day else row.html for row in rows)
    return mark_safe("".join(parts))  # noqa: S308 - each is one


@lru_cache
def _day(day: date, _language: str | None) -> SafeString:
    return format_html(DAY, date_format(day, "DATE_FORMAT"))


class ChainSeen(NamedTuple):
    """How many replies of a message the reader has seen; None where they take no part."""

    seen: int | None


def rows_of(
    messages: Sequence[MessageView],
    target: int | None,
    reader: int,
    seen: Mapping[int, int] | None = None,
    *,
    is_owner: bool = False,
) -> Iterator[Row]:
    """Return what stands in the log; the message at position ``target`` is marked.

    ``reader`` is the id of whoever looks, ``is_owner`` whether of the room. ``seen``: of the chains
    they take part in, how many replies they have seen, by their first messages. Where it is None,
    chains are not led to: the rows are those of one.
    """
    look, day, before = (get_language() or "", clock.chosen()), None, None
    for message in messages:
        at = timezone.localtime(message.created_at)
        is_new_day, day = day != at.date(), at.date()
        render = _rendered if message.position == target else _kept
        html = render(
            message,
            look,
            None if seen is None else ChainSeen(seen.get(message.id)),
            follows=not is_new_day and _follows(before, message, in_chain=seen is None),
            is_target=message.position == target,
            mine=Mine.of(message, reader, is_owner=is_owner),
        )
        yield Row(html, at if is_new_day else None)
        before = message


def _follows(before: MessageView | None, message: MessageView, *, in_chain: bool) -> bool:
    """Say whether somebody speaks on, as ``static/chat/grouping.js`` has it."""
    if before is None or before.author.id != message.author.id:
        return False
    if before.deleted_at or message.deleted_at:
        return False
    # A reply names what it answers, and so begins anew; in its chain the first goes without saying,
    # and stands apart.
    if message.reply_to and not (in_chain and message.reply_to.id == message.thread != before.id):
        return False
    return message.created_at - before.created_at < SPEAKS_ON


def _rendered(
    message: MessageView,
    _look: tuple[str, str],
    chain: ChainSeen | None,
    *,
    follows: bool,
    is_target: bool,
    mine: Mine,
) -> SafeString:
    html = message.html or ""
    context = {
        "message": message,
        "html": marked_for(html, mine.named) if mine.named else html,
        "follows": follows,
        "is_target": is_target,
        "mine": mine,
        "chain": chain,
        "unseen": _unseen(message, chain),
    }
    return mark_safe(get_template("chat/_message.html").render(context))  # noqa: S308


def _unseen(message: MessageView, chain: ChainSeen | None) -> int:
    """Return how many replies the reader, if they take part, has not seen."""
    if not chain or chain.seen is None or not message.replies:
        return 0
    return message.replies.count - chain.seen


# By all that it shows: a change of the message is another one, as is a change of its author's name.
# Where people have reacted there is a row for each choice of reactions that somebody made.
_kept = lru_cache(KEPT)(_rendered)


@cache
def fixed_of_room(language: str) -> SafeString:
    """Return the menus, dialogs and templates of a room's page."""
    context = {"commands": COMMANDS.values(), "quick_reactions": QUICK}
    return mark_safe(get_template("chat/_fixed.html").render(context))  # noqa: S308


class ListedRoom(NamedTuple):
    """All that a room's row in the list shows."""

    id: int
    name: str
    sign: str
    section: str
    muted: bool
    unread: int
    is_current: bool


def room_row(room: RoomView, current: int | None) -> SafeString:
    """Return a room's row in the list, rendered once for all whose list has the same one."""
    is_current = room.id == current
    shown = (room.id, room.name, room.sign, room.section, room.muted, room.unread, is_current)
    return _kept_room(ListedRoom(*shown), get_language() or "")


@lru_cache(KEPT)
def _kept_room(row: ListedRoom, _language: str) -> SafeString:
    return mark_safe(get_template("chat/_room_row.html").render({"row": row}))  # noqa: S308
