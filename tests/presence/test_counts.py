"""I5: what a change costs does not grow with the number of people, counted and not timed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio
from channels.layers import InMemoryChannelLayer  # noqa: TID251 - to see what it is given
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from example_channels.realtime import hub, protocol, topics
from example_channels.realtime.envelope import from_layer
from example_channels.realtime.protocol import Event
from example_channels.realtime.workers import in_database
from presence.events import PresenceChanged, PresenceWindow
from presence.service import Presence
from tests.people import make_person
from tests.presence.conftest import Page, watch

SIZES = [1_000, 10_000, 100_000]
HERE = 0.3  # of those who are registered
PORTION = 5_000  # people who come at once
STEPS, MOVING = 6, 20
WINDOW_BYTES = 100 * 200

COPIES = """
    WITH RECURSIVE numbers(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)
    INSERT INTO accounts_user ({names}) SELECT {values} FROM numbers, accounts_user
    WHERE accounts_user.id = %s
"""
OWN = {
    "id": "n",
    "username": "printf('u%%06d', n)",
    "username_key": "printf('u%%06d', n)",
    "folded": "printf('u%%06d', n)",
    "sort_key": "CAST(printf('u%%06d', n) AS BLOB)",
}


class CountingLayer(InMemoryChannelLayer):
    """The in-memory layer, and how many deltas of presence it was given."""

    deltas = 0

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        texts = [e.text for e in from_layer(message) if e.topic == topics.PRESENCE]
        type(self).deltas += sum('"presence.delta"' in text for text in texts)
        await super().group_send(group, message)


class Viewer(Page):
    """Counts what it is told of its window."""

    frames = size = 0

    def put(self, text: str, replaces: str | None) -> None:
        if '"presence.me"' not in text:
            self.frames += 1
            self.size += len(text)
            super().put(text, replaces)


@pytest.fixture
def _counted(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": f"{__name__}.CountingLayer"}}


@pytest_asyncio.fixture
async def busy(_counted: None, live: Presence, settings: Settings) -> Presence:
    """A service that may be busy for seconds without taking itself for cut off."""
    await live.stop()
    settings.TIME_SCALE = 0.4
    live.start()
    return live


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is encoded for viewers, beside what people who move are told of themselves."""
    texts: list[str] = []

    def encode(event: Event) -> str:
        text = protocol.encode(event)
        texts.extend([text] if isinstance(event, PresenceWindow | PresenceChanged) else [])
        return text

    monkeypatch.setattr(hub, "encode", encode)
    return texts


@pytest.mark.asyncio
async def test_what_a_change_costs_does_not_depend_on_how_many_there_are(
    busy: Presence, encoded: list[str]
) -> None:
    ann = await in_database(make_person, "ann")
    pages = [Page(ann)]
    busy.arrive(pages[0])
    for known, size in pairwise([1, *SIZES]):
        await in_database(register, ann.pk, ann.pk + known, ann.pk + size)
        await fill(busy, pages, int(HERE * size))
        await churn(busy, pages, encoded)


async def fill(live: Presence, pages: list[Page], size: int) -> None:
    """Let people come until there are so many."""
    ann = pages[0]
    await watch(ann, limit=0)
    while len(pages) < size:
        number = min(len(pages) + PORTION, size)
        pages += [Page(User(pk=ann.user_id + n)) for n in range(len(pages), number)]
        for page in pages[-PORTION:]:
            live.arrive(page)
        await ann.hear(lambda event, number=number: event["counts"]["online"] == number)


def register(copied: int, first: int, last: int) -> None:
    """Make people like one who is there, with the ids from ``first`` to before ``last``."""
    names = [field.column for field in User._meta.concrete_fields]
    values = [OWN.get(name, f"accounts_user.{name}") for name in names]
    statement = COPIES.format(names=",".join(names), values=",".join(values))
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last - 1, copied])


async def churn(live: Presence, pages: list[Page], encoded: list[str]) -> None:
    """Let some people, wherever they stand, come and go; count what that brings."""
    windows = [(0, 0, ""), (0, 100, ""), (0, 100, ""), (len(pages) // 2, 100, ""), (0, 9, "7")]
    viewers = [Viewer(User(pk=pages[0].user_id)) for _ in windows]
    for viewer, window in zip(viewers, windows, strict=True):
        live.arrive(viewer)
        await watch(viewer, *window)
    encoded.clear()
    CountingLayer.deltas = 0
    for step in range(STEPS):
        for page in pages[1 :: len(pages) // MOVING]:
            live.set_idle(page, step % 2 == 0)
        await viewers[0].hear(lambda e, step=step: (e["counts"]["away"] > 0) == (step % 2 == 0))
    assert CountingLayer.deltas == STEPS
    assert len(encoded) <= STEPS * len(set(windows))
    assert max(viewer.frames for viewer in viewers) <= STEPS
    assert max(viewer.size for viewer in viewers) <= STEPS * WINDOW_BYTES
    for viewer in viewers:
        viewer.close()
