"""What the log says of a socket that has ended."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from example_channels import site_socket
from example_channels.site_socket import SiteConsumer, serve_socket

SCOPE = {"type": "websocket", "path": "/ws/", "client": ("10.0.0.7", 5000), "query_string": b"k=v"}
FRAME = {"type": "websocket.receive", "text": '{"type":"ping"}'}


class Known(SiteConsumer):
    """Somebody who is let in without a database."""

    __slots__ = ()

    async def identify(self, headers: Any) -> bool:
        self.user = type("Carol", (), {"pk": 3})
        return True

    async def enter(self) -> None:
        pass


async def talk(*messages: dict[str, Any], cookie: bytes = b"") -> list[dict[str, Any]]:
    """Serve a socket that sends these; return what it was sent."""
    waiting, sent = [{"type": "websocket.connect"}, *messages], []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await serve_socket({**SCOPE, "headers": [(b"cookie", cookie)]}, receive, send)
    return sent


def fields(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    (line,) = (record for record in caplog.records if record.name == "rollcall.socket")
    return line.fields


@pytest.fixture(autouse=True)
def _at_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "rollcall.socket")


@pytest.fixture
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_socket, "SiteConsumer", Known)


@pytest.mark.usefixtures("_known")
@pytest.mark.asyncio
async def test_a_socket_leaves_one_line_with_its_frames_and_user(caplog):
    bad = {"type": "websocket.receive", "bytes": b"{}"}
    await talk(bad, FRAME, {"type": "websocket.disconnect", "code": 1001})
    told = fields(caplog)
    assert (told["frames_in"], told["code"]) == (2, 1001)
    assert (told["user"], told["address"]) == (3, "10.0.0.7")


@pytest.mark.asyncio
async def test_who_closes_first_gives_the_code(caplog):
    sent = await talk({"type": "websocket.disconnect", "code": 1005})
    assert sent[-1]["code"] == fields(caplog)["code"] == 4401


@pytest.mark.usefixtures("_known")
@pytest.mark.asyncio
async def test_a_crash_leaves_its_line_too(caplog):
    with pytest.raises(IndexError):
        await talk()  # The server's receive() fails.
    assert fields(caplog)["code"] == 1006


@pytest.mark.asyncio
async def test_query_strings_are_not_told(caplog):
    await talk({"type": "websocket.disconnect"})
    assert "k=v" not in caplog.text
