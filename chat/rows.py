"""What looks the same to everybody on a room's page, rendered once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import clock
from chat.commands import COMMANDS
from chat.grouping import placed
from chat.named import marked_for
from chat.onlooker import Mine
from chat.reactions import QUICK
from chat.shapes import MessageView, RoomView

KEPT = 4096  # rows, of some 2 KB each

DAY = '<li class="log-day"><span>{}</span></li>'
NEW = '<li class="log-new" id="new"><span>{}</span></li>'


class Row(NamedTuple):
    """A message, the day that begins with it, and whether what is new does."""

    html: SafeString
    day: datetime | None
    opens_new: bool = False


def log_of(rows: Iterable[Row]) -> SafeString:
    """Join the rows of a log, with the days they are of, and a line above what is new."""
    language, parts = get_language(), []
    for row in rows:
        if row.day:
            parts.append(_day(row.day.date(), language))
        if row.opens_new:
            parts.append(format_html(NEW, _("New")))
        parts.append(row.html)
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
    new_after: int | None = None,
) -> Iterator[Row]:
    """Return what stands in the log; the message at position ``target`` is marked.

    ``reader`` is the id of whoever looks, ``is_owner`` whether of the room. ``seen``: of the chains
    they take part in, how many replies they have seen, by their first messages. Where it is None,
    chains are not led to: the rows are those of one. What others said after the position
    ``new_after`` is new.
    """
    look = (get_language() or "", clock.chosen())
    for place in placed(messages, reader, new_after, in_chain=seen is None):
        message = place.message
        is_target = message.position == target
        html = (_rendered if is_target else _kept)(
            message,
            look,
            None if seen is None else ChainSeen(seen.get(message.id)),
            follows=place.follows,
            is_target=is_target,
            mine=Mine.of(message, reader, is_owner=is_owner),
        )
        yield Row(html, place.day, place.opens_new)


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
