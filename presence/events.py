"""What sockets are told of presence."""

from __future__ import annotations

from datetime import datetime

import msgspec

from example_channels.realtime.protocol import Event, Reply, UserRef
from presence.chosen import Audience, Chosen
from presence.roster import Entry, State


class PresenceWindow(
    Reply, frozen=True, kw_only=True, tag="presence.window", rename={"from_": "from"}
):
    """A window of the user list, whole: sorted by state, then name.

    ``counts`` are of everybody, ``groups`` and their sum ``total`` of what the query matches.
    ``as_of`` is null while live, else the time since which the list may be stale.
    """

    version: int
    as_of: datetime | None
    counts: dict[State, int]
    groups: dict[State, int]
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
    groups: dict[State, int]
    users: list[Entry]


class PresenceMe(Event, frozen=True, kw_only=True, tag="presence.me"):
    """How others see me, what I chose, and who may see it; after connecting and with each change.

    ``entry`` is what stands in the list, without ``last_seen``. ``timezone`` is null until a
    browser has said it with ``presence.zone``, and empty where I keep it to myself.
    """

    entry: Entry
    chosen: Chosen
    audience: Audience
    last_seen_audience: Audience
    refuses_notices: bool
    timezone: str | None

    def replaces(self) -> str:
        return "presence.me"


class StatusSet(Reply, frozen=True, tag="ok"):
    """What I chose is kept, and reads so."""

    chosen: Chosen


class RoomInCommon(msgspec.Struct, frozen=True):
    """A room of both the one who asks and the one they ask about."""

    id: int
    name: str


class PresenceCard(Reply, frozen=True, kw_only=True, tag="presence.card"):
    """Somebody, as the one who asks may see them.

    ``timezone`` is a name of the IANA's, or empty. ``watching``: I am going to be told when they
    are back; ``may_watch``: I may ask for it.
    """

    entry: Entry
    timezone: str
    rooms: list[RoomInCommon]
    can_message: bool
    watching: bool
    may_watch: bool


class PresenceBack(Event, frozen=True, tag="presence.back"):
    """Somebody is back of whom I wanted to be told. It is told once."""

    user: UserRef
