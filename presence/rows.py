"""Rows of lists of people, each rendered once for all who see it: a page of 32 took 20 ms."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from presence.roster import Entry, State

KEPT = 4096  # rows, of some 2 KB each


class Shown(Protocol):
    """A person as a list shows them; a frozen struct, by all whose fields a row is kept."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> State | str: ...
    def __hash__(self) -> int: ...


def row_of(entry: Shown, *, is_me: bool, direct: bool) -> SafeString:
    """Return the row of a list; ``direct``: with a button that begins a conversation."""
    last_seen = entry.last_seen if isinstance(entry, Entry) and entry.state == "offline" else None
    ago = timesince(last_seen) if last_seen else ""
    # Words of time are those of the reader's language and zone.
    return _kept(entry, ago, is_me, direct, get_language(), get_current_timezone_name())


@lru_cache(KEPT)
def _kept(
    entry: Shown, ago: str, is_me: bool, direct: bool, _language: str | None, _zone: str
) -> SafeString:
    context = {"entry": entry, "ago": ago, "is_me": is_me, "direct": direct}
    return mark_safe(get_template("presence/_entry.html").render(context))  # noqa: S308
