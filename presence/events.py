"""What sockets are told of presence."""

from __future__ import annotations

from datetime import datetime

from example_channels.realtime.protocol import Event, Reply
from presence.roster import Entry, State


class PresenceWindow(
    Reply, frozen=True, kw_only=True, tag="presence.window", rename={"from_": "from"}
):
    """A window of the user list, whole: sorted by state, then name.

    ``counts`` are of everybody, ``total`` of what the query matches. ``as_of`` is null while live,
    else the time since which the list may be stale.
    """

    version: int
    as_of: datetime | None
    counts: dict[State, int]
    total: int
    from_: int
    users: list[Entry]

    def replaces(self) -> str | None:
        return "presence.window"


class PresenceChanged(Event, frozen=True, kw_only=True, tag="presence.changed"):
    """The entries of a watched window that changed; follows on from version ``since``."""

    since: int
    version: int
    as_of: datetime | None
    counts: dict[State, int]
    users: list[Entry]
