"""What the load generator looks at of the server's frames; the rest is not even decoded."""

from __future__ import annotations

from typing import Any

import msgspec

COOKIE = "rollcall_session"


class Message(msgspec.Struct, frozen=True):
    """A message, wherever it comes up."""

    id: int
    position: int
    version: int


class Event(msgspec.Struct, frozen=True):
    """Any event of the contract, with those fields that somebody here looks at."""

    type: str
    id: str | None = None
    room: Any = None
    version: int = 0
    position: int = 0
    complete: bool = True
    message: Message | str | None = None
    messages: tuple[Message, ...] = ()
    code: str = ""
    counts: dict[str, int] = {}

    @property
    def online(self) -> int:
        """How many are here, of a window of the user list."""
        return sum(count for state, count in self.counts.items() if state != "offline")


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(list[Event]).decode
