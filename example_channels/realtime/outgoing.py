"""What this process publishes, on its way to the layer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial

from channels.layers import BaseChannelLayer

from example_channels.realtime.backlog import Backlog, Lane
from example_channels.realtime.envelope import Envelope, to_layer
from example_channels.realtime.workers import supervise

SEND_SECONDS = 10.0  # a layer that takes longer is as good as away; what waits stays


class Outgoing:
    """A lane for each server of the layer: one that is away holds up nothing but its own.

    And whatever was published after a right that waits for it. Belongs to the event loop's thread.
    """

    def __init__(
        self,
        layer: BaseChannelLayer,
        lane_of: Callable[[str], Lane],
        lanes: Iterable[Lane],
    ) -> None:
        self._layer = layer
        self._backlog = Backlog(lane_of, right_left=self._ring)
        self._rung = {lane: asyncio.Event() for lane in lanes}

    def start(self) -> list[asyncio.Task[None]]:
        return [
            supervise(f"hub: publish, lane {number}", partial(self._send, lane))
            for number, lane in enumerate(self._rung)
        ]

    def add(self, *envelopes: Envelope) -> None:
        """Queue envelopes for every process, this one included."""
        self._backlog.add(list(envelopes))
        self._ring()

    def _ring(self) -> None:
        for rung in self._rung.values():
            rung.set()

    async def _send(self, lane: Lane) -> None:
        """Send what comes in one lane. Raises what the layer raises: what waits stays."""
        while True:
            self._rung[lane].clear()
            for group, envelopes in self._backlog.parcels(lane):
                async with asyncio.timeout(SEND_SECONDS):
                    await self._layer.group_send(group, to_layer(envelopes))
            await self._rung[lane].wait()
