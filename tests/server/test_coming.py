"""A socket comes while things change, or while too many come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from channels.layers import channel_layers  # noqa: TID251 - each test begins with none
from django.test import Client
from pytest_django import Settings

from accounts import actions
from accounts.live_logins import live_logins
from accounts.models import Session, User
from accounts.sessions import LOGIN
from chat.models import Room
from example_channels import site_socket
from example_channels.realtime import topics
from example_channels.realtime.gathering import Gathering
from example_channels.realtime.hub import hub
from example_channels.realtime.workers import in_database
from example_channels.site_socket import SiteConsumer, serve_socket
from tests.people import make_person, signed_in

pytestmark = pytest.mark.asyncio

SECONDS = 30.0  # how long a test waits at most


class Wire:
    """The server's side of a handshake with a cookie, and what the socket is sent."""

    def __init__(self, cookie: str) -> None:
        self.headers = {b"cookie": f"rollcall_session={cookie}".encode()}
        self.scope = {"type": "websocket", "path": "/ws/", "headers": list(self.headers.items())}
        self._sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._waiting = [{"type": "websocket.connect"}]

    async def receive(self) -> dict[str, Any]:
        if self._waiting:
            return self._waiting.pop()
        await asyncio.Event().wait()
        raise AssertionError

    async def send(self, message: dict[str, Any]) -> None:
        self._sent.put_nowait(message)

    async def told(self, what: str) -> None:
        """Wait for an event of a type."""
        async with asyncio.timeout(SECONDS):
            while f'"type":"{what}"' not in (await self._sent.get()).get("text", ""):
                pass

    async def closed(self) -> tuple[int, str]:
        """Wait for the socket to be closed; return the code and the reason."""
        async with asyncio.timeout(SECONDS):
            while (message := await self._sent.get())["type"] != "websocket.close":
                pass
        return message["code"], message["reason"]


@asynccontextmanager
async def served(wire: Wire) -> AsyncIterator[None]:
    """Serve a socket until the block is left, or it ends."""
    serving = asyncio.ensure_future(serve_socket(wire.scope, wire.receive, wire.send))
    try:
        yield
    finally:
        serving.cancel()
        await asyncio.wait([serving])


@pytest.fixture
def ann(transactional_db: None) -> User:
    Room.objects.create(name="Lobby")
    return make_person("ann")


@pytest.fixture
def session(ann: User) -> Session:
    return Session.objects.get(pk=signed_in(Client(), ann).session.session_key)


@pytest_asyncio.fixture
async def _hub(settings: Settings, tmp_path: Path) -> AsyncIterator[None]:
    settings.DATA_DIR = tmp_path
    channel_layers.backends = {}
    await hub.start()
    yield
    await hub.stop()
    channel_layers.backends = {}


def log_out(session: Session) -> None:
    actions.end_login(session.get_decoded()[LOGIN])


def change_password(session: Session) -> None:
    """The log-in stays, under another session key; the sockets are to come again with that."""
    store = session.get_session_store_class()(session.pk)
    store.cycle_key()
    store.save()
    actions.close_sockets(session.login.user)


@pytest.mark.usefixtures("_hub")
@pytest.mark.parametrize("change", [log_out, change_password])
async def test_what_ends_after_a_socket_was_known_and_before_it_listens_ends_it(session, change):
    wire, earlier = Wire(session.pk), Wire(session.pk)
    socket = SiteConsumer(wire.scope, wire.send)
    assert await socket.identify(wire.headers)
    async with served(earlier):
        await earlier.told("rooms")
        await in_database(change, session)
        # Those who listened have been told; nobody will be told again.
        assert (await earlier.closed())[0] == 4401
    await socket.enter()
    assert await wire.closed() == (4401, "signed out")
    assert not hub.has_followers(topics.user(socket.user_id))


@pytest.mark.usefixtures("_hub")
async def test_where_too_many_wait_to_be_let_in_one_more_is_told_to_come_later(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_socket, "_logins", Gathering(live_logins, limit=1))
    first, second = Wire(session.pk), Wire(session.pk)
    async with served(first), served(second):
        assert await second.closed() == (1013, "overloaded")
        await in_database(log_out, session)
        assert await first.closed() == (4401, "signed out")
