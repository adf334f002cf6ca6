"""A layer of two Redis servers, between two hubs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack

import pytest
import pytest_asyncio
from channels.layers import channel_layers  # noqa: TID251 - each test begins with none
from pytest_django import Settings

from example_channels.realtime import hub as module
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.fanout import Follower
from example_channels.realtime.frames import Frame
from example_channels.realtime.hub import Hub
from example_channels.realtime.shards import on_each
from example_channels.realtime.writing import Line
from tests.chaos.cluster import Redis
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.redis]


class Listener:
    """Follows topics, and knows what it was told."""

    user_id = 1
    line = Line()

    def __init__(self) -> None:
        self.heard: list[str] = []

    def put_frame(self, frame: Frame) -> None:
        self.heard += [item.text for item in frame.items]

    def take(self, envelope: Envelope) -> None:
        self.heard.append(envelope.text)


@pytest.fixture
def servers() -> Iterator[list[Redis]]:
    with ExitStack() as stack:
        servers = [Redis(stack), Redis(stack)]
        for server in servers:
            server.start()
        yield servers


@pytest_asyncio.fixture
async def hubs(
    servers: list[Redis], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[list[Hub]]:
    """Two hubs, as of two processes, which notice at once what becomes of the servers."""
    monkeypatch.setattr(module, "CANARY_EVERY", 0.05)
    monkeypatch.setattr(module, "LIVE_WITHIN", 1.0)
    settings.REDIS_URL, settings.REALTIME_GROUPS = servers[0].url, 1024
    hosts = [{"address": server.url, "socket_timeout": None} for server in servers]
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": hosts},
        }
    }
    channel_layers.backends = {}
    async with AsyncExitStack() as stack:
        hubs = [Hub(), Hub()]
        for hub in hubs:
            await hub.start()
            stack.push_async_callback(hub.stop)
        yield hubs
    await channel_layers["default"].flush()
    channel_layers.backends = {}


def topics_on_each() -> list[str]:
    return list(on_each(channel_layers["default"], "anything").values())


async def test_what_is_published_arrives_whichever_server_carries_it(hubs: list[Hub]) -> None:
    here, there = hubs
    topics = topics_on_each()
    assert len(set(topics)) == 2
    listener: Listener = Listener()
    follower: Follower = listener
    for topic in topics:
        await there.follow(topic, follower)
        here.publish(Envelope(topic, topic))
    await until(lambda: sorted(listener.heard) == sorted(topics))


@pytest.mark.parametrize("number", [0, 1])
async def test_each_server_that_is_away_is_noticed_until_it_is_back(
    hubs: list[Hub], servers: list[Redis], number: int
) -> None:
    await until(lambda: all(hub.is_live() for hub in hubs))
    servers[number].stop()
    await until(lambda: not any(hub.is_live() for hub in hubs))
    servers[number].start()
    await until(lambda: all(hub.is_live() for hub in hubs))


@pytest.mark.parametrize("away", [0, 1])
async def test_a_server_that_is_away_holds_up_nothing_that_another_carries(
    hubs: list[Hub], servers: list[Redis], away: int
) -> None:
    here, there = hubs
    lost, carried = carried_by_and_not_by(away)
    listener = Listener()
    await there.follow(lost, listener)
    await there.follow(carried, listener)
    servers[away].stop()
    here.publish(Envelope(lost, "waits"))
    here.publish(Envelope(carried, "arrives"))
    await until(lambda: listener.heard == ["arrives"])


async def test_nothing_overtakes_a_right_on_its_way_by_another_server(
    hubs: list[Hub], servers: list[Redis]
) -> None:
    here, there = hubs
    lost, carried = carried_by_and_not_by(0)
    listener = Listener()
    await there.follow(lost, listener)
    await there.follow(carried, listener)
    await until(here.is_live)
    servers[0].stop()
    here.publish(Envelope(carried, "before"))
    here.publish(Envelope(lost, "taken", unfollow=("room.1",)))
    here.publish(Envelope(carried, "after"))
    await until(lambda: bool(listener.heard) and not here.is_live())
    assert listener.heard == ["before"]
    servers[0].start()
    await until(lambda: "after" in listener.heard)


def carried_by_and_not_by(number: int) -> tuple[str, str]:
    """Return a topic that the server of this number carries, and one that the other does."""
    layer = channel_layers["default"]
    topics = on_each(layer, "anything")
    return topics[layer._shards[number]], topics[layer._shards[1 - number]]
