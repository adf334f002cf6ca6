"""How one enters a room, posts and hears, in the language of each server. Pure.

All bodies have 64 bytes and begin with a number, counted from 0: what a reader hears must be all
the numbers, each once and in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import uuid4

import msgspec

from bench.copies import Lost
from bench.events import COOKIE

BODY = 64  # bytes
FILLER = "and what people write is about as long as this".ljust(BODY)


class Dialect(Protocol):
    """``greeting`` asks to be let in, ``inside`` is in the frame that says one is."""

    greeting: Sequence[bytes]
    inside: bytes

    def replies(self, frame: bytes) -> Sequence[bytes]:
        """Return what the server wants to hear after a frame that brings no news."""

    def door(self, number: int) -> tuple[str, dict[str, str]]:
        """Return the address and the headers for the reader of that number."""

    def post(self, number: int) -> bytes:
        """Return the frame that posts the body of that number."""

    def numbers(self, frame: bytes) -> Iterable[int]:
        """Return the numbers of the bodies in a frame. Raises Lost where it tells of a fault."""


class Plain:
    """What is sent is what everybody gets: ``ws`` and picows."""

    greeting: Sequence[bytes] = ()
    inside = b""

    def __init__(self, url: str) -> None:
        self._url = url

    def replies(self, frame: bytes) -> Sequence[bytes]:
        return ()

    def door(self, number: int) -> tuple[str, dict[str, str]]:
        return self._url, {}

    def post(self, number: int) -> bytes:
        return body(number).encode()

    def numbers(self, frame: bytes) -> Iterable[int]:
        return [number_of(frame.decode())]


class Tutorial(Plain):
    """An object with a ``message``."""

    def post(self, number: int) -> bytes:
        return msgspec.json.encode({"message": body(number)})

    def numbers(self, frame: bytes) -> Iterable[int]:
        return [number_of(msgspec.json.decode(frame)["message"])]


class SocketIO(Plain):
    """Engine.IO 4 over its WebSocket transport alone, as Socket.IO's own client speaks it there."""

    greeting: Sequence[bytes] = (b"40",)
    inside = b'40{"sid"'

    def replies(self, frame: bytes) -> Sequence[bytes]:
        return (b"3",) if frame == b"2" else ()

    def post(self, number: int) -> bytes:
        return b"42" + msgspec.json.encode(["message", body(number)])

    def numbers(self, frame: bytes) -> Iterable[int]:
        if not frame.startswith(b"42"):
            return []
        return [number_of(msgspec.json.decode(frame[2:])[1])]


class Body(msgspec.Struct):
    """A message, as far as it is looked at here."""

    text: str


class Told(msgspec.Struct):
    """An event of ours."""

    type: str
    message: Body | str | None = None
    code: str = ""


class Rollcall:
    """Our own: everybody has a log-in, and opens the room by its id."""

    inside = b'"type":"room.opened"'

    def __init__(self, urls: Sequence[str], cookies: Sequence[str], room: int) -> None:
        self._urls, self._cookies, self._room = urls, cookies, room
        self._decode = msgspec.json.Decoder(list[Told]).decode
        asks = {"type": "room.open", "id": "open", "room": room, "since": None}
        self.greeting: Sequence[bytes] = (msgspec.json.encode(asks),)

    def replies(self, frame: bytes) -> Sequence[bytes]:
        return ()

    def door(self, number: int) -> tuple[str, dict[str, str]]:
        url = self._urls[number % len(self._urls)]
        return url, {"Cookie": f"{COOKIE}={self._cookies[number]}"}

    def post(self, number: int) -> bytes:
        request = {"type": "message.post", "id": str(number), "room": self._room}
        return msgspec.json.encode({**request, "client_id": str(uuid4()), "text": body(number)})

    def numbers(self, frame: bytes) -> Iterable[int]:
        for event in self._decode(frame):
            if event.type == "message" and isinstance(event.message, Body):
                yield number_of(event.message.text)
            elif event.type in {"error", "catch_up"}:
                raise Lost(f"{event.type} {event.code}: {event.message}")


class Arriving(Rollcall):
    """Somebody who only comes, and is there when they have the list of their rooms."""

    inside = b'"type":"rooms"'

    def __init__(self, urls: Sequence[str], cookies: Sequence[str]) -> None:
        super().__init__(urls, cookies, 0)
        self.greeting = ()


def body(number: int) -> str:
    return f"{number:08} {FILLER}"[:BODY]


def number_of(text: str) -> int:
    return int(text[:8])
