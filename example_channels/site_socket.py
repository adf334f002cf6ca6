"""SiteConsumer: one socket per tab, carrying what every app says."""

from __future__ import annotations

import asyncio
import logging
import time
from types import SimpleNamespace
from typing import cast

from django.conf import settings
from django.http import HttpRequest, parse_cookie
from django.utils.translation import get_language_from_request

import chat.requests
import feeds.requests
import incidents.requests
import presence.requests
from accounts.live_logins import live_logins
from accounts.sessions import is_key
from chat.events import CatchUp, Rooms
from chat.listing import SocketLogin, rooms_of_sessions
from chat.models import TEXT_LENGTH
from example_channels.realtime import topics
from example_channels.realtime.codes import SIGNED_OUT, TRY_LATER
from example_channels.realtime.consumers import EventConsumer, Headers, Message, Receive, Send
from example_channels.realtime.gathering import Gathering
from example_channels.realtime.protocol import Event, Hello, Limits, UserRef
from example_channels.realtime.turns import Turns
from example_channels.socket_log import SocketFacts
from feeds.viewing import viewing
from presence.service import presence as tracker

logger = logging.getLogger(__name__)

_log = Turns()  # Where thousands end at once, these lines were half of what that cost.
_logins = Gathering(live_logins, limit=settings.SOCKETS_WAITING)
_rooms = Gathering(rooms_of_sessions, limit=settings.SOCKETS_WAITING)


async def serve_socket(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket to its end, and leave a line in the log: an ASGI application."""
    socket, began = SiteConsumer(scope, send), time.monotonic()
    try:
        await socket.serve(scope, receive)
    finally:
        facts = SocketFacts(
            path=scope["path"],
            code=socket.hung_up[0] if socket.hung_up else socket.close_code,
            seconds=round(time.monotonic() - began, 1),
            frames_in=socket.frames_in,
            frames_out=socket.frames_out,
            user=socket.user.pk if socket.user else None,
            address=(scope.get("client") or (None,))[0],
        )
        _log.do(facts.write)


class SiteConsumer(EventConsumer):
    __slots__ = ("_retelling", "_session")

    handlers = {
        **chat.requests.HANDLERS,
        **presence.requests.HANDLERS,
        **feeds.requests.HANDLERS,
        **incidents.requests.HANDLERS,
    }

    def __init__(self, scope: Message, send: Send) -> None:
        super().__init__(scope, send)
        self._session = ""
        self._retelling: asyncio.Task[None] | None = None

    async def identify(self, headers: Headers) -> bool:
        self._session = _cookies(headers).get(settings.SESSION_COOKIE_NAME, "")
        login = await _logins.get(self._session) if is_key(self._session) else None
        if login is not None:
            self.user, self.login = login.user, login.key
        return login is not None

    async def enter(self) -> None:
        await self.follow(topics.session(self.login))
        async with self.following(topics.user(self.user_id)):
            await self._tell_rooms(self._hello())
        if self.hung_up is None:
            tracker.arrive(self)

    async def _tell_rooms(self, *before: Event) -> None:
        """Tell the list of rooms, after some other events, and follow what happens in those."""
        self.begin_reading()
        rooms = await _rooms.get(SocketLogin(self._session, self.login))
        if rooms is None:
            # The log-in has ended, maybe before there was anybody to hang up on.
            self.hang_up(SIGNED_OUT, "signed out")
            return
        for event in before:
            self.send_snapshot(event)
        closed = (room.id for room in rooms if not self.follows(topics.room(room.id)))
        await self.follow_as_read(map(topics.members, closed))
        self.send_snapshot(Rooms(rooms=rooms))

    def overflowed(self) -> None:
        self.send_event(CatchUp(rooms=chat.requests.rooms_open(self)))
        tracker.refresh(self)
        viewing.tell_missed(self)
        if self._retelling is None or self._retelling.done():
            self._retelling = asyncio.create_task(self._tell_rooms_again())

    async def _tell_rooms_again(self) -> None:
        try:
            await self._tell_rooms()
        except Exception:
            logger.exception("A socket that was too slow could not be told its rooms")
            self.hang_up(TRY_LATER, "try again later")

    def _hello(self) -> Hello:
        return Hello(
            user=UserRef(self.user.pk, self.user.username, self.user.shown_name),
            connection=self.connection,
            heartbeat=settings.SOCKET_HEARTBEAT,
            limits=Limits(
                text=TEXT_LENGTH,
                frame=settings.SOCKET_FRAME_BYTES,
                rooms_open=settings.ROOMS_OPEN,
                frames_per_second=settings.SOCKET_FRAMES_PER_SECOND,
                posts_per_second=settings.POSTS_PER_SECOND,
            ),
        )

    def language(self, headers: Headers) -> str:
        """As for a page: the language cookie, else what the browser asks for."""
        accepted = {"HTTP_ACCEPT_LANGUAGE": headers.get(b"accept-language", b"").decode("latin-1")}
        request = SimpleNamespace(COOKIES=_cookies(headers), META=accepted)
        return get_language_from_request(cast(HttpRequest, request))


def _cookies(headers: Headers) -> dict[str, str]:
    return parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
