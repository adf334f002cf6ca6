"""The hub: topics to sockets in this process.

The channel layer is only the doorbell between processes: this process has one layer channel, joins
a layer group when the first local socket follows one of its topics, and hands each envelope that
arrives to the sockets that follow its topic. (Channels' own groups would cost every socket a task,
a thread hop, a copy and an encode for each message.)
"""

import asyncio
import contextvars
import logging
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Protocol
from uuid import uuid4

import msgspec
from channels.layers import BaseChannelLayer, channel_layers

from example_channels.realtime.bell import Bell
from example_channels.realtime.envelope import Envelope, from_layer, group_of
from example_channels.realtime.fanout import FanOut, Follower
from example_channels.realtime.frames import Frame, Item
from example_channels.realtime.groups import Groups
from example_channels.realtime.logs import Logs
from example_channels.realtime.outgoing import Outgoing
from example_channels.realtime.protocol import Event, encode
from example_channels.realtime.shards import lane_of, on_each
from example_channels.realtime.workers import supervise

logger = logging.getLogger(__name__)

CANARY_EVERY = 1.0  # seconds between messages to itself
LIVE_WITHIN = 5.0  # seconds a canary may be missing before the bus counts as lost
LONGEST_STAY = 3600.0  # seconds after which groups are joined again at the latest

Listener = Callable[[str], None]


class Socket(Protocol):
    """A socket of this process, as those see it who address it without a topic."""

    def put_frame(self, frame: Frame) -> None: ...
    def hang_up(self, code: int, reason: str) -> None: ...
    def say_goodbye(self, retry_after: float) -> None: ...


class Hub:
    """Fan-out of one process. Everything but ``publish`` belongs to its event loop's thread."""

    def __init__(self) -> None:
        self.sockets: dict[Socket, None] = {}
        self.logs = Logs(self._hand_out)
        self._fan_out = FanOut()
        self._listeners: dict[str, list[Listener]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._canaries: dict[str, float] = {}
        """When a message to this process itself last came back, by its topic: one a server."""
        self._has_joined = False
        self._name = uuid4().hex

    # Life -----------------------------------------------------------------------------------

    async def start(self) -> None:
        """Open this process's layer channel and begin to receive. Raises what the layer raises."""
        self._layer: BaseChannelLayer = channel_layers["default"]
        self._fan_out.start()
        self._groups = Groups(self._layer)
        await self._join()
        carried = on_each(self._layer, self._name)
        self._outgoing = Outgoing(self._layer, lane_of(self._layer), carried)
        self._canaries = dict.fromkeys(carried.values(), float("-inf"))
        for topic in [*self._listeners, *self._canaries]:
            await self._groups.hold(group_of(topic))
        self._bell = Bell(self.publish)
        await self._bell.hang()
        self._loop = asyncio.get_running_loop()
        self._tasks = [
            supervise("hub: receive", self._receive),
            *self._outgoing.start(),
            supervise("hub: hand out", self._fan_out.keep_handing_out),
            supervise("hub: canary", self._canary),
            supervise("hub: stay in groups", self._stay),
            *self.logs.start(),
        ]

    async def stop(self) -> None:
        """End the tasks; nothing is received or published afterwards."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._bell.take_down()
        self._loop = None

    @property
    def is_running(self) -> bool:
        return self._loop is not None

    def is_live(self) -> bool:
        """Say whether the bus, all of it, brought this process its own messages lately."""
        if self._loop is None:
            return False
        return self._loop.time() - min(self._canaries.values()) < LIVE_WITHIN

    @property
    def silence(self) -> float | None:
        """For how many seconds the bus has not brought this process its own message; None: ever.

        Of several servers, the one that is silent longest.
        """
        silence = asyncio.get_running_loop().time() - min(self._canaries.values())
        return silence if isfinite(silence) else None

    # Followers ------------------------------------------------------------------------------

    async def follow(self, topic: str, follower: Follower) -> None:
        """Return once the follower gets everything published on ``topic``."""
        if follower not in self._fan_out.followers(topic):
            self._fan_out.follow(topic, follower)
            self.logs.follow(topic)
            await self._groups.hold(group_of(topic))

    def leave(self, topic: str, follower: Follower) -> None:
        if follower in self._fan_out.followers(topic):
            self._fan_out.leave(topic, follower)
            self._groups.release(group_of(topic))
        if not self.has_followers(topic):
            self.logs.forget(topic)

    def hand_over(self, topic: str, giver: Follower, taker: Follower) -> None:
        """Let ``taker`` follow instead of ``giver``: nothing is missed, nothing doubled."""
        self._fan_out.hand_over(topic, giver, taker)

    def listen(self, topic: str, listener: Listener) -> None:
        """Call ``listener`` with the text of each event on ``topic``. Before ``start`` only."""
        self._listeners.setdefault(topic, []).append(listener)

    def followers(self, topic: str) -> list[Follower]:
        """Return the followers of ``topic`` in this process."""
        return list(self._fan_out.followers(topic))

    def has_followers(self, topic: str) -> bool:
        return bool(self._fan_out.followers(topic))

    def tell_here(self, topic: str, event: Event) -> None:
        """Tell the followers of ``topic`` in this process alone."""
        self._deliver(Envelope.of(topic, event))

    def broadcast(self, sockets: Iterable[Socket], event: Event) -> None:
        """Give one event, encoded once, to some sockets of this process."""
        frame = Frame([Item.of(encode(event), event.replaces())])
        for socket in sockets:
            socket.put_frame(frame)

    # Publishing -----------------------------------------------------------------------------

    def publish(self, *envelopes: Envelope) -> None:
        """Queue envelopes for every process, this one included. From any thread; never blocks."""
        if self._loop is not None:
            # An empty context: what the hub does must not inherit a request's.
            self._loop.call_soon_threadsafe(
                self._outgoing.add, *envelopes, context=contextvars.Context()
            )

    # Delivery -------------------------------------------------------------------------------

    async def _receive(self) -> None:
        if not self._has_joined:
            # After a fault of the layer: what it brought meanwhile is lost.
            await self._join()
            await self.logs.compare()
        self._has_joined = False
        while True:
            message = await self._layer.receive(self._channel)
            try:
                envelopes = from_layer(message)
            except (msgspec.MsgspecError, KeyError):
                logger.warning("The channel layer brought something that is no envelope.")
            else:
                for envelope in envelopes:
                    self._deliver_safely(envelope)

    async def _join(self) -> None:
        self._channel = await self._layer.new_channel()
        await self._groups.join_all(self._channel)
        self._has_joined = True

    async def _stay(self) -> None:
        """Join again in time: some layers forget members after a while, however busy they are."""
        expiry = getattr(self._layer, "group_expiry", LONGEST_STAY)
        while True:
            await asyncio.sleep(min(expiry / 2, LONGEST_STAY))
            await self._groups.join_all(self._channel)

    def _deliver_safely(self, envelope: Envelope) -> None:
        try:
            self._deliver(envelope)
        except Exception:
            # One listener's bug must not cost others what stands behind it in the parcel.
            logger.exception("What was published on %s was not delivered to all", envelope.topic)

    def _deliver(self, envelope: Envelope) -> None:
        if envelope.topic in self._canaries:
            self._canaries[envelope.topic] = asyncio.get_running_loop().time()
        elif envelope.version is not None:
            self.logs.take(envelope)
        else:
            self._hand_out(envelope)

    def _hand_out(self, envelope: Envelope) -> None:
        for listener in self._listeners.get(envelope.topic, ()):
            listener(envelope.text)
        self._fan_out.add(envelope)

    async def _canary(self) -> None:
        silence = 0.0
        while True:
            self._outgoing.add(*map(Envelope, self._canaries))
            await asyncio.sleep(CANARY_EVERY)
            silence = 0.0 if self.is_live() else silence + CANARY_EVERY
            if silence > LIVE_WITHIN:
                # The layer may have forgotten this process, and would not say so.
                await self._groups.join_all(self._channel)
                silence = 0.0


hub = Hub()
"""This process's hub."""
