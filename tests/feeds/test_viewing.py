"""Readers begin with the first viewer and end with the last, or with the right to look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from channels.layers import channel_layers  # noqa: TID251 - each test begins with none
from pytest_django import Settings

from accounts.models import User
from example_channels.realtime import hub, publishing
from example_channels.realtime.protocol import Event
from example_channels.realtime.workers import in_database
from feeds import reader, viewing
from feeds.catalogue import feed_of
from feeds.events import FeedStopped
from feeds.viewing import Viewing
from tests.people import make_person

pytestmark = pytest.mark.asyncio

SECONDS = 30.0  # how long a test waits at most


class Page:
    """One end of a socket: what viewing needs of it."""

    def __init__(self, user: User) -> None:
        self.user_id = user.pk
        self.told: asyncio.Queue[Event] = asyncio.Queue()
        self._closers: list[Callable[[], None]] = []

    def leave(self, topic: str) -> None: ...

    def send_event(self, event: Event) -> None:
        self.told.put_nowait(event)

    def on_close(self, callback: Callable[[], None]) -> None:
        self._closers.append(callback)

    def close(self) -> None:
        while self._closers:
            self._closers.pop()()


@pytest_asyncio.fixture
async def live(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> AsyncIterator[Viewing]:
    """A started service in the place of this process's, a thousand times as fast as in life."""
    settings.DATA_DIR, settings.REDIS_URL, settings.TIME_SCALE = tmp_path, "", 0.001
    settings.LOG_FEEDS = {"app": {"path": str(tmp_path / "app.log"), "readers": "staff"}}
    channel_layers.backends = {}
    own_hub, own = hub.Hub(), Viewing()
    for module in (hub, publishing, viewing, reader):
        monkeypatch.setattr(module, "hub", own_hub)
    own.start()
    await own_hub.start()
    yield own
    await own.stop()
    await own_hub.stop()
    channel_layers.backends = {}


async def watch(live: Viewing, page: Any) -> None:
    live.enter(page, await in_database(feed_of, page.user_id, "log:app"))


def readers() -> set[asyncio.Task[Any]]:
    """The tasks that read."""
    return {task for task in asyncio.all_tasks() if task.get_name() == "feeds: read app"}


async def nobody_reads() -> None:
    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*readers())


async def test_one_reader_serves_all_and_ends_with_the_last(live):
    olga = await in_database(make_person, "olga", is_staff=True)
    first, second = Page(olga), Page(olga)
    await watch(live, first)
    await watch(live, second)
    assert len(readers()) == 1
    live.leave(first, "log:app")
    live.leave(first, "log:app")
    assert len(readers()) == 1
    second.close()
    await nobody_reads()


async def test_a_right_that_ends_without_a_word_is_noticed_in_time(live):
    olga = await in_database(make_person, "olga", is_staff=True)
    page = Page(olga)
    await watch(live, page)
    await in_database(User.objects.filter(pk=olga.pk).update, is_staff=False)
    async with asyncio.timeout(SECONDS):
        assert await page.told.get() == FeedStopped(feed="log:app", reason="forbidden")
    await nobody_reads()


async def test_who_has_lost_events_is_told_what_to_follow_again(live):
    olga = await in_database(make_person, "olga", is_staff=True)
    page = Page(olga)
    await watch(live, page)
    live.tell_missed(page)
    assert page.told.get_nowait().feed == "log:app"
    live.tell_missed(Page(olga))
