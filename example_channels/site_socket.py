"""SiteConsumer: one socket per tab, carrying what accounts, presence, chat and feeds say."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, parse_cookie
from django.utils.translation import get_language_from_request

import chat.requests
import feeds.requests
import presence.requests
from accounts.sessions import live_login
from chat.events import CatchUp, Rooms
from chat.listing import rooms_of
from chat.models import TEXT_LENGTH
from example_channels.realtime import topics
from example_channels.realtime.codes import SIGNED_OUT, TRY_LATER
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.protocol import Hello, Limits, UserRef
from example_channels.realtime.workers import in_database
from feeds.viewing import viewing
from presence.service import presence as tracker

logger = logging.getLogger(__name__)


class SiteConsumer(EventConsumer):
    handlers = {
        **chat.requests.HANDLERS,
        **presence.requests.HANDLERS,
        **feeds.requests.HANDLERS,
    }

    _retelling: asyncio.Task[None] | None = None

    async def identify(self) -> bool:
        login = await in_database(live_login, self._session_key())
        if login is not None:
            self.user, self.login = login.user, login.key
            cast(dict[str, Any], self.scope).get("log", {})["user"] = self.user_id
        return login is not None

    async def enter(self) -> None:
        await self.follow(topics.session(self.login))
        async with self.following(topics.user(self.user_id)):
            # Once more: the log-in may have ended before there was anybody to hang up on.
            if not await self.identify():
                self.hang_up(SIGNED_OUT, "signed out")
                return
            self.send_event(self._hello())
            await self.tell_rooms()
        if self.hung_up is None:
            tracker.arrive(self)

    async def tell_rooms(self) -> None:
        """Tell the list of rooms, and follow what happens in those."""
        since = self.since_now()
        rooms = await in_database(rooms_of, self.user)
        closed = (room.id for room in rooms if not self.follows(topics.room(room.id)))
        await self.follow_as_read(map(topics.members, closed), since)
        self.send_snapshot(Rooms(rooms=rooms))

    def overflowed(self) -> None:
        self.send_event(CatchUp(rooms=chat.requests.rooms_open(self)))
        tracker.refresh(self)
        viewing.tell_missed(self)
        if self._retelling is None or self._retelling.done():
            self._retelling = asyncio.create_task(self._tell_rooms_again())

    async def _tell_rooms_again(self) -> None:
        try:
            await self.tell_rooms()
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

    def _session_key(self) -> str:
        return self._cookies().get(settings.SESSION_COOKIE_NAME, "")

    def language(self) -> str:
        """As for a page: the language cookie, else what the browser asks for."""
        headers = {"HTTP_ACCEPT_LANGUAGE": self._header(b"accept-language")}
        request = SimpleNamespace(COOKIES=self._cookies(), META=headers)
        return get_language_from_request(cast(HttpRequest, request))

    def _cookies(self) -> dict[str, str]:
        return parse_cookie(self._header(b"cookie"))

    def _header(self, name: bytes) -> str:
        return dict(self.scope["headers"]).get(name, b"").decode("latin-1")
