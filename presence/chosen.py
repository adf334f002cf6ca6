"""What people choose to show of themselves. Pure: the time is a parameter."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

Choice = Literal["auto", "away", "busy", "invisible"]
CHOICES: tuple[Choice, ...] = ("auto", "away", "busy", "invisible")

Audience = Literal["everyone", "roommates", "nobody"]
AUDIENCES: tuple[Audience, ...] = ("everyone", "roommates", "nobody")
"""Who may see, from the widest to the narrowest."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A state and a status, both until ``until``; None means until chosen otherwise."""

    state: Choice = "auto"
    emoji: str = ""
    text: str = ""
    until: datetime | None = None

    def at(self, now: datetime) -> Chosen:
        """Return what of it still holds: all or nothing."""
        return NOTHING if self.until is not None and self.until <= now else self

    @property
    def is_invisible(self) -> bool:
        return self.state == "invisible"


NOTHING = Chosen()


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """All that somebody says about how, and to whom, they are shown."""

    chosen: Chosen = NOTHING
    audience: Audience = "everyone"
    last_seen_audience: Audience = "everyone"
    refuses_notices: bool = False
    timezone: str | None = None


UNSAID = Manner()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What of it is to change; what is not named stays."""

    state: str | UnsetType = UNSET
    emoji: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    until: datetime | UnsetType | None = UNSET

    def on(self, before: Chosen) -> Chosen:
        """Return what was chosen before with the change. Nothing of it is checked."""
        named = {name: value for name, value in _fields(self) if value is not UNSET}
        return msgspec.structs.replace(before, **named)


def narrower(one: Audience, other: Audience) -> Audience:
    """Return the audience of what both allow."""
    return max(one, other, key=AUDIENCES.index)


def _fields(change: Change) -> list[tuple[str, object]]:
    return list(msgspec.structs.asdict(change).items())
