"""``docs/protocol.md``, written from the definitions of events and requests."""

import importlib
import inspect
import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import msgspec
from django.conf import settings
from msgspec import inspect as types

from example_channels.realtime import protocol

HEADER = """# Protocol

What a client of Rollcall says and hears on its WebSocket. This page is generated from the code's
own definitions by `manage.py protocol_docs`; `make check` fails where the two are out of step.

## Connecting

* The address is `/ws/` of the site, `wss:` where it is https. The session cookie
  (`{cookie}`) says who you are.
* A browser's `Origin` must be the site's own address, `PUBLIC_URL`, or one of
  `CSRF_TRUSTED_ORIGINS`. A client that sends no `Origin` is accepted.
* Refusals are accepted first and closed then, so that a browser can read the close code.
* The first events are `hello` and `rooms`. Send a `ping` about every `heartbeat` seconds while the
  page is visible: `pong` names the newest version of each open room. Held something lower a moment
  later: open the room again with `since`.
* Liveness is WebSocket's own ping and pong, every 20 seconds.

## Frames

* A client's frame is **one JSON object**: a request, with its `type` and, if an answer is to be
  recognised, an `id` of at most {id_length} characters. It is text, of at most {frame} bytes.
* The server's frame is **an array of one or more events**, in order, at most 256 KiB.
* Every request is answered by one event with the same `id` (null if there was no usable one):
  the reply its description names, `ok`, or `error`. Quiet requests without `id` are not answered
  with `ok`. A bad frame is answered with an error, and the socket lives on.
* Requests of one socket take effect in the order sent; answers may overtake each other.
* Ids are integers, times are RFC 3339 in UTC. Ignore events and fields you do not know.

## Limits

| limit | value |
|---|---|
| bytes of a frame | {frame}; larger ones close the socket with 1009 |
| characters of a request's `id` | {id_length} |
| frames a second | {frames:g} sustained; a flood closes the socket with 4429 |
| posts a second and person | {posts:g} sustained; then `too_fast` |
| rooms open on a socket | {rooms} |

## Error codes

| code | meaning |
|---|---|
| `bad_request` | not a request: not JSON, not an object, binary, an unknown type, a wrong field |
| `not_found` | there is no such thing, or you may not know of it |
| `forbidden` | you see it, but may not do this |
| `invalid` | the values are not acceptable; the message says why |
| `too_fast` | try again after `retry_after` seconds |
| `unavailable` | a failure of the server; try again after `retry_after` seconds |

## Close codes

| code | meaning | what a client does |
|---|---|---|
| 1009 | a frame was too large | mends itself |
| 1012 | the server restarts | comes back after the delay `goodbye` named |
| 1013 | the server is overloaded | comes back with back-off |
| 4401 | the log-in has ended | tries once more at once; a second 4401 means signed out |
| 4403 | reason `banned: …`, in words of staff; or `origin`, a page from a foreign address | stops |
| 4408 | too slow | comes back, and catches up |
| 4410 | disconnected by the person, on another page | stays away until they ask for it |
| 4429 | flooding | comes back with back-off |
"""


def document() -> str:
    """The whole page."""
    importlib.import_module("example_channels.site_socket")
    requests, events = list(protocol.requests().values()), protocol.events()
    parts = [
        _header(),
        "## Requests\n",
        *map(_section, requests),
        "## Events\n",
        *map(_section, events),
        "## Objects\n",
        *map(_section, _objects([*requests, *events])),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _header() -> str:
    return HEADER.format(
        cookie=settings.SESSION_COOKIE_NAME,
        id_length=protocol.MAX_REQUEST_ID,
        frame=settings.SOCKET_FRAME_BYTES,
        frames=settings.SOCKET_FRAMES_PER_SECOND,
        posts=settings.POSTS_PER_SECOND,
        rooms=settings.ROOMS_OPEN,
    )


def _section(kind: type[msgspec.Struct]) -> str:
    fields = [f for f in types.type_info(kind).fields if f.encode_name != "id" or _has_own_id(kind)]  # type: ignore[attr-defined]
    table = ["| field | type | |", "|---|---|---|", *map(_row, fields)] if fields else []
    return "\n".join([f"### {_title(kind)}\n", *_words(kind), *table, ""])


def _title(kind: type[msgspec.Struct]) -> str:
    tag = kind.__struct_config__.tag
    return f"`{tag}`" if tag else kind.__name__


def _has_own_id(kind: type[msgspec.Struct]) -> bool:
    return not issubclass(kind, protocol.Request | protocol.Reply)


def _words(kind: type[msgspec.Struct]) -> list[str]:
    """The docstring in Markdown, and which way an event may come."""
    text = re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(kind) or "")
    notes = ["Answers a request."] if issubclass(kind, protocol.Reply) else []
    if issubclass(kind, protocol.Request) and kind.is_quiet:
        notes.append("Quiet: without `id` it is not answered with `ok`.")
    return ["\n\n".join([text, *notes]), ""]


def _row(field: types.Field) -> str:
    need = "" if field.required else f"optional{_default(field)}"
    return f"| `{field.encode_name}` | {_name(field.type)} | {need} |"


def _default(field: types.Field) -> str:
    if field.default is msgspec.NODEFAULT or field.default is msgspec.UNSET:
        return ""
    return f", else `{msgspec.json.encode(field.default).decode()}`"


@singledispatch
def _name(kind: types.Type) -> str:
    """A type as a client author knows it."""
    return type(kind).__name__.removesuffix("Type").lower()


@_name.register
def _(kind: types.IntType | types.FloatType) -> str:
    name = "integer" if isinstance(kind, types.IntType) else "number"
    limits = [f"≥ {kind.ge}" if kind.ge is not None else "", _most(kind.le)]
    return ", ".join([name, *filter(None, limits)])


def _most(value: float | None) -> str:
    return "" if value in (None, 2**53) else f"≤ {value}"


@_name.register
def _(kind: types.StrType) -> str:
    return f"string, ≤ {kind.max_length} characters" if kind.max_length else "string"


@_name.register
def _(kind: types.NoneType) -> str:
    return "null"


@_name.register
def _(kind: types.BoolType) -> str:
    return "boolean"


@_name.register
def _(kind: types.DateTimeType) -> str:
    return "time"


@_name.register
def _(kind: types.UUIDType) -> str:
    return "UUID"


@_name.register
def _(kind: types.LiteralType) -> str:
    return " or ".join(f"`{msgspec.json.encode(value).decode()}`" for value in kind.values)


@_name.register
def _(kind: types.UnionType) -> str:
    return " or ".join(map(_name, kind.types))


@_name.register
def _(kind: types.ListType | types.VarTupleType) -> str:
    most = f", ≤ {kind.max_length}" if kind.max_length else ""
    return f"array of {_name(kind.item_type)}{most}"


@_name.register
def _(kind: types.DictType) -> str:
    return f"object: {_name(kind.key_type)} → {_name(kind.value_type)}"


@_name.register
def _(kind: types.StructType) -> str:
    return f"[{kind.cls.__name__}](#{kind.cls.__name__.lower()})"


@_name.register
def _(kind: types.Metadata) -> str:
    return _name(kind.type)


def _objects(kinds: list[type[Any]]) -> list[type[msgspec.Struct]]:
    """The structs that others are made of, by name."""
    found: dict[str, type[msgspec.Struct]] = {}
    for kind in kinds:
        for part in _parts(types.type_info(kind)):
            found[part.cls.__name__] = part.cls
    return [found[name] for name in sorted(found)]


def _parts(kind: types.Type) -> Iterator[types.StructType]:
    for inner in _inside(kind):
        if isinstance(inner, types.StructType):
            yield inner
        yield from _parts(inner)


def _inside(kind: types.Type) -> list[types.Type]:
    if isinstance(kind, types.StructType):
        return [field.type for field in kind.fields]
    names = ("types", "item_type", "item_types", "key_type", "value_type", "type")
    held = [getattr(kind, name) for name in names if hasattr(kind, name)]
    return [inner for value in held for inner in (value if isinstance(value, tuple) else [value])]
