"""A room of an XMPP server, over its WebSocket (RFC 7395, XEP-0045); and how two are started."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import uuid4

from bench.dialects import Plain, body
from tests.programs import NotFound

HERE = Path(__file__).resolve().parent
ROOM = "room@conference.localhost"
OPEN = '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="localhost" version="1.0"/>'
ANONYMOUS = '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>'
BIND = (
    '<iq xmlns="jabber:client" type="set" id="bind">'
    '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>'
)
JOIN = (
    f'<presence xmlns="jabber:client" to="{ROOM}/{{nick}}">'
    '<x xmlns="http://jabber.org/protocol/muc"/></presence>'
)
SAY = f'<message xmlns="jabber:client" type="groupchat" to="{ROOM}"><body>{{text}}</body></message>'
NUMBER = re.compile(rb"<body>(\d{8}) ")
LIBRARIES = sorted(Path("/usr/lib").glob("*/ejabberd-*"))


class XMPP(Plain):
    """Everybody is a guest of the server, under a name of their own in the room."""

    greeting: Sequence[bytes] = (OPEN.encode(), ANONYMOUS.encode())
    inside = b"code='110'"  # of the presence that is one's own

    def replies(self, frame: bytes) -> Sequence[bytes]:
        if not frame.startswith(b"<success"):
            return ()
        return [text.encode() for text in (OPEN, BIND, JOIN.format(nick=uuid4()))]

    def door(self, number: int) -> tuple[str, dict[str, str]]:
        return self._url, {"Sec-WebSocket-Protocol": "xmpp"}

    def post(self, number: int) -> bytes:
        return SAY.format(text=body(number)).encode()

    def numbers(self, frame: bytes) -> Iterable[int]:
        return [int(number) for number in NUMBER.findall(frame)]


def ejabberd(port: int, folder: Path) -> list[str]:
    """Return what starts it; its own script insists on an account of its own. Raises NotFound."""
    erlang = [_program("erl", "ejabberd"), "-noinput", "+K", "true", "+P", "250000"]
    if not LIBRARIES:
        raise NotFound("no ejabberd here. Type: apt-get install ejabberd")
    config = _configured("ejabberd.yml", port, folder)
    paths = [f"EJABBERD_CONFIG_PATH={config}", f"EJABBERD_LOG_PATH={folder / 'ejabberd.log'}"]
    libraries = f"ERL_LIBS={LIBRARIES[-1].parent}"
    limits = ("ERL_MAX_PORTS=32000", "ERL_CRASH_DUMP=/dev/null")
    mnesia = ["-mnesia", "dir", f'"{folder / "db"}"']
    return ["env", *paths, libraries, *limits, *erlang, *mnesia, "-s", "ejabberd"]


def prosody(port: int, folder: Path) -> list[str]:
    """Return what starts it. Raises NotFound."""
    config = _configured("prosody.cfg.lua", port, folder)
    return [_program("prosody", "prosody"), "-F", "--config", str(config)]


def _program(name: str, package: str) -> str:
    if path := shutil.which(name):
        return path
    raise NotFound(f"no {package} here. Type: apt-get install {package}")


def _configured(name: str, port: int, folder: Path) -> Path:
    path = folder / name
    path.write_text((HERE / name).read_text().format(port=port, folder=folder))
    path.chmod(0o644)
    return path
