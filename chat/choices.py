"""Who and what may be meant by what somebody is writing, on the wire."""

from __future__ import annotations

from typing import Self

import msgspec

from presence.roster import Entry, State


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be meant in a room; ``is_member`` says whether they read it."""

    id: int
    username: str
    name: str
    state: State
    is_member: bool = True

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(id=entry.id, username=entry.username, name=entry.name, state=entry.state)


class RoomChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A room that may be meant; ``key`` is how it is written after ``#``."""

    id: int
    name: str
    key: str
