"""Logs through a hub whose layer loses what it likes: what comes is whole."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from example_channels.realtime.envelope import Envelope
from example_channels.realtime.hub import Hub
from example_channels.realtime.logs import Changes
from tests.realtime.test_hub import Said, Socket

pytestmark = pytest.mark.asyncio


class Book:
    """A source: what was written, a word a version."""

    def __init__(self, *words: str) -> None:
        self.words = list(words)
        self.is_away = False

    async def heads(self, topics: list[str]) -> dict[str, int]:
        return dict.fromkeys(topics, len(self.words))

    async def changes(self, topic: str, since: int) -> Changes:
        if self.is_away:
            raise OSError("The book is being copied.")
        return Changes(
            len(self.words), [self.page(n) for n in range(since + 1, len(self.words) + 1)]
        )

    def page(self, version: int) -> Envelope:
        page = Envelope.of("room.1", Said(word=self.words[version - 1]))
        return Envelope(page.topic, page.text, since=version - 1, version=version)


@pytest.fixture
def book(live_hub: Hub, settings: Settings) -> Book:
    settings.TIME_SCALE = 0.01
    book = Book()
    live_hub.logs.add_source("room", book)
    return book


async def reader(live_hub: Hub) -> Socket:
    socket = Socket()
    await socket.follow("room.1")
    live_hub.logs.begin("room.1", 0)
    return socket


async def test_a_hole_is_read_from_the_source_and_nothing_doubled(
    live_hub: Hub, book: Book
) -> None:
    socket = await reader(live_hub)
    book.words = ["one", "two", "three", "four"]
    for version in (1, 4, 1, 4):
        live_hub.publish(book.page(version))
    assert await socket.heard_before("four") == ["one", "two", "three"]
    book.words.append("end")
    live_hub.publish(book.page(5))
    assert await socket.heard_before("end") == []


async def test_a_lost_last_word_is_found_without_anybody_speaking(
    live_hub: Hub, book: Book
) -> None:
    socket = await reader(live_hub)
    book.words = ["one"]
    await live_hub.logs.compare()
    assert await socket.hear() == "one"
    assert live_hub.logs.version("room.1") == 1


async def test_a_source_that_fails_is_asked_again(live_hub: Hub, book: Book) -> None:
    socket = await reader(live_hub)
    book.words, book.is_away = ["one", "two"], True
    live_hub.publish(book.page(2))
    await live_hub.logs.compare()
    book.is_away = False
    assert [await socket.hear(), await socket.hear()] == ["one", "two"]


async def test_what_comes_before_the_snapshot_follows_it(live_hub: Hub, book: Book) -> None:
    socket, bystander = Socket(), Socket()
    await bystander.follow("end")
    book.words = ["one", "two", "three"]
    async with socket.following("room.1"):
        for version in (2, 3):
            live_hub.publish(book.page(version))
        live_hub.publish(Envelope.of("end", Said(word="end")))
        assert await bystander.hear() == "end"
        socket.put('{"word":"snapshot at two"}', None)
        live_hub.logs.begin("room.1", 2)
    assert [await socket.hear(), await socket.hear()] == ["snapshot at two", "three"]


async def test_a_topic_nobody_follows_is_not_kept(live_hub: Hub, book: Book) -> None:
    socket = await reader(live_hub)
    socket.leave("room.1")
    assert live_hub.logs.version("room.1") is None
