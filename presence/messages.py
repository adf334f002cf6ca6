"""What the trackers of several processes tell each other, on the topic of presence."""

from __future__ import annotations

import enum

import msgspec

from example_channels.realtime.protocol import Notice


class Activity(enum.IntEnum):
    """What somebody with a socket does; the stronger is the greater."""

    IDLE = 1
    ACTIVE = 2


class TrackerMessage(Notice, frozen=True, kw_only=True):
    """From one incarnation of a tracker."""

    incarnation: str


class Delta(TrackerMessage, frozen=True, tag="presence.delta"):
    """Brings an incarnation's map from one version to the next; None is gone."""

    from_version: int
    to_version: int
    changed: dict[int, Activity | None]


class Heartbeat(TrackerMessage, frozen=True, tag="presence.heartbeat"):
    """Still here, and what a replica of my map must look like."""

    version: int
    size: int
    digest: int


class Ask(TrackerMessage, frozen=True, tag="presence.ask"):
    """Send me your whole map: to one incarnation, or to everyone (None)."""

    of: str | None
    ask: str


class Answer(TrackerMessage, frozen=True, tag="presence.answer"):
    """One part of a whole map, for everyone who asked: part 0 to ``parts`` - 1."""

    asks: list[str]
    version: int
    part: int
    parts: int
    users: dict[int, Activity]


class Leaving(TrackerMessage, frozen=True, tag="presence.leaving"):
    """Stops soon: its map is final, and expires unless its users are seen elsewhere."""


class LoginEnded(Notice, frozen=True, tag="presence.login_ended"):
    """Somebody logged out on purpose: no grace for the sockets of that log-in."""

    user: int
    login: str


class FactsChanged(Notice, frozen=True, tag="presence.facts_changed"):
    """What the database says of somebody is to be read again.

    ``is_counted`` tells that there may be more or fewer people in the list than before.
    """

    user: int
    is_counted: bool = True


Tracked = Delta | Heartbeat | Ask | Answer | Leaving
Told = Tracked | LoginEnded | FactsChanged

_decoder: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)


def decode(text: str) -> Told:
    """Return the message in an event's text. Raises msgspec.ValidationError."""
    return _decoder.decode(text)
