"""Members of rooms: clients that follow the contract and come back."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from contextlib import suppress
from itertools import count, cycle
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.copies import Copy, Event

BEAT = 0.2  # seconds between two pings; a browser takes 25
PATIENCE = 5.0  # seconds an answer may take before the request is made again
PAUSE, LONGEST_PAUSE = 0.05, 1.0  # seconds before coming back, at random up to these
SIGNED_OUT = 4401


class ConnectionLost(Exception):
    """The socket ended before the answer came: the outcome is unknown."""


class Refused(Exception):
    """The server said no; asking again would not help."""


class Member:
    """One person's client: a socket that comes back, at another address where there is one."""

    loses_every = 0  # frames: each such is thrown away unread
    beat, patience = BEAT, PATIENCE

    def __init__(self, urls: list[str], cookie: str, *rooms: int) -> None:
        self.copies = {room: Copy() for room in rooms}
        self.posted: list[Event] = []
        self.endings: list[int | None] = []
        self.heard: list[str] = []
        self.turned_away = 0
        """How often no connection could be had."""
        self.is_signed_out = False
        self._urls, self._cookie = cycle(urls), cookie
        self._frames, self._ids = count(1), count(1)
        self._wire: ClientConnection | None = None
        self._greeted = asyncio.Event()
        self._answers: dict[str, asyncio.Future[Event]] = {}
        self._ahead: dict[int, int] = {}
        self._pause, self._retry_after = PAUSE, 0.0

    async def __aenter__(self) -> Self:
        self._life = asyncio.create_task(self._live())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.drop()
        self._life.cancel()
        await asyncio.wait([self._life])

    def move(self, urls: list[str]) -> None:
        """Connect to these from now on."""
        self._urls = cycle(urls)

    def drop(self) -> None:
        """Lose the connection without a word."""
        if self._wire is not None:
            self._wire.transport.abort()

    @property
    def port(self) -> int:
        """Where its own end of the connection is."""
        assert self._wire is not None
        return int(self._wire.local_address[1])

    @property
    def is_up_to_date(self) -> bool:
        """Whether every room is open, so that what happens there is heard."""
        return all(copy.is_open for copy in self.copies.values())

    def has(self, room: int, version: int) -> bool:
        return self.copies[room].is_open and self.copies[room].version >= version

    async def post(self, room: int, text: str) -> Event:
        """Post, again and again until it is answered; return the message. Raises Refused."""
        answer = await self.insist("message.post", room=room, client_id=str(uuid4()), text=text)
        self.posted.append(answer["message"])
        return dict(answer["message"])

    async def insist(self, type: str, /, **fields: Any) -> Event:
        """Make a request until it is carried out. Raises Refused."""
        while True:
            await self._greeted.wait()
            with suppress(ConnectionLost, TimeoutError):
                answer = await self.request(type, **fields)
                if answer["type"] != "error":
                    return answer
                if "retry_after" not in answer:
                    raise Refused(answer["code"])
                await asyncio.sleep(answer["retry_after"])

    async def request(self, type: str, /, **fields: Any) -> Event:
        """Return the answer, whatever it says. Raises ConnectionLost, TimeoutError."""
        if self._wire is None:
            raise ConnectionLost
        request_id = str(next(self._ids))
        self._answers[request_id] = answer = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self.patience):
                await self._wire.send(json.dumps({"type": type, "id": request_id, **fields}))
                return await answer
        except WebSocketException:
            self._greeted.clear()  # Until it is known by the reader too, and mended.
            raise ConnectionLost from None
        finally:
            answer.cancel()
            self._answers.pop(request_id, None)

    # Coming back ------------------------------------------------------------------------------

    async def _live(self) -> None:
        while not self.is_signed_out:
            try:
                await self._connect(next(self._urls))
            except ConnectionClosed:
                pass
            except (OSError, WebSocketException, TimeoutError):
                self.turned_away += 1
            await asyncio.sleep(self._retry_after + random.uniform(0, self._pause))
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    async def _connect(self, url: str) -> None:
        headers = {"Cookie": f"rollcall_session={self._cookie}"}
        async with connect(
            url,
            additional_headers=headers,
            compression=None,
            proxy=None,
            ping_interval=None,
            close_timeout=1,
            max_size=256 * 1024,
        ) as wire:
            self._wire, self._retry_after = wire, 0.0
            keeping_up = asyncio.create_task(self._keep_up())
            try:
                async for frame in wire:
                    self._hear(json.loads(frame))
            finally:
                keeping_up.cancel()
                self._lose(wire.close_code)

    def _lose(self, code: int | None) -> None:
        self._wire = None
        self._greeted.clear()
        self.is_signed_out = [*self.endings[-1:], code] == [SIGNED_OUT, SIGNED_OUT]
        self.endings.append(code)
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionLost())
        for copy in self.copies.values():
            copy.is_open, copy.is_stale = False, True

    async def _keep_up(self) -> None:
        """Open what is not, or no longer, whole; ask again every beat what should be held."""
        while True:
            await self._greeted.wait()
            with suppress(ConnectionLost, TimeoutError):
                for room in [room for room, copy in self.copies.items() if copy.is_stale]:
                    await self._open(room)
                self._compare(await self.request("ping"))
            await asyncio.sleep(self.beat)

    async def _open(self, room: int) -> None:
        copy = self.copies[room]
        copy.is_stale = False
        try:
            answer = await self.request("room.open", room=room, since=copy.version)
        except (ConnectionLost, TimeoutError):
            copy.is_stale = True
            raise
        copy.is_stale = answer.get("code") == "unavailable"

    def _compare(self, pong: Event) -> None:
        """What was missing a beat ago, and still is, was lost."""
        newest = {int(room): version for room, version in pong.get("rooms", {}).items()}
        for room, version in self._ahead.items():
            if room in newest and self.copies[room].version < version:
                self.copies[room].is_stale = True
        self._ahead = newest

    # What comes -------------------------------------------------------------------------------

    def _hear(self, frame: list[Event]) -> None:
        if self.loses_every and next(self._frames) % self.loses_every == 0:
            return
        for event in frame:
            self.heard.append(event["type"])
            if take := self._takers.get(event["type"]):
                take(self, event)
            answer = self._answers.get(event.get("id") or "")
            if answer is not None and not answer.done():
                answer.set_result(event)

    def _greet(self, event: Event) -> None:
        self._pause = PAUSE
        self._greeted.set()

    def _part(self, event: Event) -> None:
        self._retry_after = event["retry_after"]

    def _catch_up(self, event: Event) -> None:
        for room in event["rooms"]:
            self.copies[room].is_stale = True

    def _opened(self, event: Event) -> None:
        self.copies[event["room"]].open(event)

    def _message(self, event: Event) -> None:
        self.copies[event["room"]].take(event["message"])

    _takers: dict[str, Callable[[Member, Event], None]] = {
        "hello": _greet,
        "goodbye": _part,
        "catch_up": _catch_up,
        "room.opened": _opened,
        "message": _message,
    }
