"""How things look on the wire: events go down, requests come up.

A client frame is one JSON object, a request; a server frame is an array of events. Types are
msgspec structs: what arrives is validated while it is decoded, what leaves is encoded once.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

import msgspec
from django.utils.translation import gettext as _
from msgspec import UNSET, UnsetType

MAX_REQUEST_ID = 64

RequestId = Annotated[str, msgspec.Meta(max_length=MAX_REQUEST_ID)]
# Ids and positions fit a database's integers and JavaScript's.
Id = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A fact in its present state, told by the server."""

    def replaces(self) -> str | None:
        """Return the key under which a newer event makes this one worthless, if unsent.

        None marks an event of a log: it may not be dropped silently.
        """
        return None

    def topic_version(self) -> int | None:
        """Return the version its topic has with this event, where the topic is a log."""
        return None


class Notice(Event, frozen=True, kw_only=True):
    """Told between processes, never to a client."""


class Reply(Event, frozen=True, kw_only=True):
    """An event that may answer a request; ``id`` is absent where it does not."""

    id: str | UnsetType | None = UNSET


class Request(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """Something a client asks for; answered by one event with the same ``id``.

    A quiet one needs no ``ok`` where it has no ``id``. One that ``overtakes`` does not wait for
    the answers to requests of the same socket that were queued before it.
    """

    is_quiet: ClassVar[bool] = False
    overtakes: ClassVar[bool] = False

    id: RequestId | None = None


class UserRef(msgspec.Struct, frozen=True):
    """A person, as named in events; ``name`` is what is shown."""

    id: int
    username: str
    name: str


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the server accepts: characters, bytes, counts, and frames or posts a second."""

    text: int
    frame: int
    rooms_open: int
    frames_per_second: float
    posts_per_second: float


class Hello(Event, frozen=True, tag="hello"):
    """The first event of a socket. ``heartbeat`` is in seconds."""

    user: UserRef
    connection: str
    heartbeat: int
    limits: Limits


class Goodbye(Event, frozen=True, tag="goodbye"):
    """The server is about to close this socket; come back after ``retry_after`` seconds."""

    reason: str
    retry_after: float


class Ok(Reply, frozen=True, tag="ok"):
    """The request was carried out."""


class Error(Reply, frozen=True, tag="error"):
    """The request was refused: ``code`` is for programs, ``message`` for people."""

    code: str
    message: str
    retry_after: float | UnsetType = UNSET


class _Envelope(msgspec.Struct):
    """The two fields of a frame that are looked at before anything else."""

    type: Any = None
    id: Any = None


class BadFrame(Exception):
    """A frame that is no request; ``request_id`` is what the answer may carry."""

    def __init__(self, message: str, request_id: str | None = None) -> None:
        super().__init__(message)
        self.request_id = request_id


E_ = TypeVar("E_", bound=Event)

_encoder = msgspec.json.Encoder()
_envelope = msgspec.json.Decoder(_Envelope)
_decoders: dict[type[Request], msgspec.json.Decoder[Any]] = {}


def encode(event: Event) -> str:
    """Return the event's final JSON text; times are RFC 3339 in UTC."""
    return _encoder.encode(event).decode()


def decode(text: str, known: Mapping[str, type[Request]]) -> Request:
    """Return the request in a client's frame. Raises BadFrame, in words for its author."""
    try:
        envelope = _envelope.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        reason = _("A frame must be one JSON object: %(error)s.") % {"error": error}
        raise BadFrame(reason, _salvaged_id(text)) from None
    request_id = _usable_id(envelope.id)
    kind = known.get(envelope.type) if isinstance(envelope.type, str) else None
    if kind is None:
        reason = _("There is no request of type %(type)s.") % {"type": f"{envelope.type!r:.80}"}
        raise BadFrame(reason, request_id)
    try:
        return _decoder(kind).decode(text)  # type: ignore[no-any-return]
    except msgspec.MsgspecError as error:
        raise BadFrame(f"{envelope.type}: {error}.", request_id) from None


def answer(reply: E_, request_id: str | None) -> E_:
    """Return the reply with the id of the request it answers."""
    return msgspec.structs.replace(reply, id=request_id)


def events() -> list[type[Event]]:
    """Return every event a server may send, by type; ``ok`` has more than one shape."""
    notices = dict(_tagged(Notice))
    return [kind for tag, kind in sorted(_tagged(Event), key=str) if tag not in notices]


def requests() -> dict[str, type[Request]]:
    """Return every request a client may make, by its type."""
    return dict(sorted(_tagged(Request)))


def tag_of(kind: type[Event] | type[Request]) -> str:
    """Return the ``type`` that stands for a class on the wire."""
    return str(kind.__struct_config__.tag)


def _tagged(base: type[Any]) -> Iterator[tuple[str, type[Any]]]:
    for kind in base.__subclasses__():
        if kind.__struct_config__.tag not in (None, kind.__name__):
            yield tag_of(kind), kind
        yield from _tagged(kind)


def _salvaged_id(text: str) -> str | None:
    """Return the id of a frame that only a more lenient reader understands.

    Half an emoji, as browsers may send it, is no Unicode; its author still waits for an answer.
    """
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _usable_id(frame.get("id")) if isinstance(frame, dict) else None


def _usable_id(sent: Any) -> str | None:
    if not isinstance(sent, str) or len(sent) > MAX_REQUEST_ID:
        return None
    return sent if sent.encode(errors="ignore").decode() == sent else None


def _decoder(kind: type[Request]) -> msgspec.json.Decoder[Any]:
    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    return _decoders[kind]
