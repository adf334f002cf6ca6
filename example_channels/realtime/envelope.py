"""What travels between processes: a topic, and what its followers are to get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypedDict, Unpack
from zlib import crc32

import msgspec
from django.conf import settings

from example_channels.realtime import topics
from example_channels.realtime.protocol import Event, encode

LAYER_TYPE: Final = "rollcall.envelope"  # Layers want a type; nothing is ever dispatched by it.

LARGE: Final = 16_384  # characters of events that share an envelope


class HangUp(msgspec.Struct, frozen=True):
    """Close the sockets: with this WebSocket code, for this reason."""

    code: int
    reason: str


class Envelope(msgspec.Struct, frozen=True, omit_defaults=True):
    """``text`` is an event's final JSON, encoded once, by whoever publishes it.

    On a topic that is a log, ``version`` is the topic's with these events, and they follow on from
    version ``since``.

    ``follow`` and ``unfollow`` name topics its receivers gain or lose: a right given or taken is
    in force before the next event, on whatever process the socket is.

    ``via`` names another topic, which all that have its followers' sockets have followers of: it
    travels with what is published there, for a message of the layer costs more than its content.
    """

    topic: str
    text: str = ""
    replaces: str | None = None
    since: int | None = None
    version: int | None = None
    not_user: int | None = None
    follow: tuple[str, ...] = ()
    unfollow: tuple[str, ...] = ()
    hang_up: HangUp | None = None
    via: str | None = None

    @property
    def group(self) -> str:
        """The layer group that carries it."""
        return group_of(self.via or self.topic)

    @property
    def is_right(self) -> bool:
        """Whether it gives or takes something: it is never dropped, and never overtaken."""
        return bool(self.follow or self.unfollow or self.hang_up)

    @classmethod
    def of(cls, topic: str, event: Event, **options: Unpack[Options]) -> Envelope:
        version = event.topic_version()
        return cls(
            topic,
            encode(event),
            replaces=event.replaces(),
            since=None if version is None else version - 1,
            version=version,
            **options,
        )

    @classmethod
    def of_log(cls, topic: str, events: Sequence[Event]) -> list[Envelope]:
        """Put contiguous events of one log into as few envelopes as are not too large."""
        parts: list[list[Envelope]] = []
        size = LARGE
        for envelope in (cls.of(topic, event) for event in events):
            size += len(envelope.text)
            if size >= LARGE:
                parts.append([])
                size = len(envelope.text)
            parts[-1].append(envelope)
        return [cls._joined(part) for part in parts]

    @staticmethod
    def _joined(part: Sequence[Envelope]) -> Envelope:
        text = ",".join([envelope.text for envelope in part])
        return msgspec.structs.replace(part[0], text=text, version=part[-1].version)


class Options(TypedDict, total=False):
    """What a publisher may add: see Envelope."""

    not_user: int | None
    follow: tuple[str, ...]
    unfollow: tuple[str, ...]
    via: str


def group_of(topic: str) -> str:
    """Return the layer group a topic hashes onto; every process computes the same."""
    return f"rollcall.{crc32(topics.kept_with(topic).encode()) % settings.REALTIME_GROUPS}"


def to_layer(envelopes: Sequence[Envelope]) -> dict[str, Any]:
    """Return the layer message that carries some envelopes of one group, in order."""
    return {"type": LAYER_TYPE, "envelopes": msgspec.msgpack.encode(envelopes)}


def from_layer(message: Mapping[str, Any]) -> list[Envelope]:
    """Return the envelopes in a layer message. Raises msgspec.ValidationError, KeyError."""
    return _decoder.decode(message["envelopes"])


_decoder = msgspec.msgpack.Decoder(list[Envelope])
