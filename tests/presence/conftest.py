"""A hub, a presence service and pages of their own for each test, on the real in-memory layer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from channels.layers import channel_layers  # noqa: TID251 - each test begins with none
from pytest_django import Settings

from accounts.models import User
from example_channels.realtime import hub, publishing
from example_channels.realtime.frames import Frame
from presence import requests, service, viewing
from presence.service import Presence

PATIENCE = 30.0  # seconds a test waits at most
_numbers = count(1)


class Page:
    """One end of a socket: keeps what it is given, and waits for it."""

    def __init__(self, user: User, login: str = "") -> None:
        self.user_id, self.login = user.pk, login
        self.connection = f"page {next(_numbers)}"
        self.events: list[dict[str, Any]] = []
        """What it was told of the list;"""
        self.personal: list[dict[str, Any]] = []
        """and of its own user."""
        self._closers: list[Callable[[], None]] = []
        self._given = asyncio.Event()

    def put(self, text: str, replaces: str | None) -> None:
        event = json.loads(text)
        is_of_list = event["type"] in ("presence.window", "presence.changed")
        (self.events if is_of_list else self.personal).append(event)
        self._given.set()

    def put_frame(self, frame: Frame) -> None:
        for item in frame.items:
            self.put(item.text, item.replaces)

    def hang_up(self, code: int, reason: str) -> None:
        self.close()

    def say_goodbye(self, retry_after: float) -> None: ...

    def on_close(self, callback: Callable[[], None]) -> None:
        self._closers.append(callback)

    def close(self) -> None:
        while self._closers:
            self._closers.pop()()

    async def hear(self, is_wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first event of the list that is wanted; forget it and all before it."""
        return await self._first(self.events, is_wanted)

    async def hears_of_itself(self, is_wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first personal event that is wanted; forget it and all before it."""
        return await self._first(self.personal, is_wanted)

    async def _first(
        self, events: list[dict[str, Any]], is_wanted: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            while True:
                for number, event in enumerate(events):
                    if is_wanted(event):
                        del events[: number + 1]
                        return event
                self._given.clear()
                await self._given.wait()

    async def sees(self, user: User, state: str) -> dict[str, Any]:
        """Wait to be told that somebody is in a state; returns the entry."""
        event = await self.hear(
            lambda event: any((u["id"], u["state"]) == (user.pk, state) for u in event["users"])
        )
        return next(entry for entry in event["users"] if entry["id"] == user.pk)


async def watch(page: Page, start: int = 0, limit: int = 100, query: str = "") -> Any:
    """Let a page watch a window, as its request would; returns the window."""
    return await requests.watch(
        page,  # type: ignore[arg-type]
        requests.WatchPresence(from_=start, limit=limit, query=query),
    )


@pytest_asyncio.fixture
async def live(
    transactional_db: None,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> AsyncIterator[Presence]:
    """A started service, fifty times as fast as in life, in the place of this process's."""
    settings.DATA_DIR, settings.REDIS_URL = tmp_path, ""
    settings.TIME_SCALE = 0.02
    channel_layers.backends = {}
    own_hub, own = hub.Hub(), Presence()
    for module in (hub, publishing, service, viewing):
        monkeypatch.setattr(module, "hub", own_hub)
    monkeypatch.setattr(requests, "presence", own)
    own.start()
    await own_hub.start()
    yield own
    await own.stop()
    await own_hub.stop()
    channel_layers.backends = {}
