"""The layer groups this process is in: the first holder joins, the last one leaves."""

from __future__ import annotations

import asyncio
from collections import Counter

from channels.layers import BaseChannelLayer

LINGER = 30.0  # seconds a group without holders is kept: people come back


class Groups:
    """Holds of layer groups, counted, for the one channel of this process."""

    def __init__(self, layer: BaseChannelLayer) -> None:
        self._layer = layer
        self._channel = ""
        self._holders: Counter[str] = Counter()
        self._joins: dict[str, asyncio.Task[None]] = {}

    async def join_all(self, channel: str) -> None:
        """Let ``channel`` be in every held group, also where it was before: layers forget."""
        if self._channel not in ("", channel):
            await self._abandon(self._channel)
        self._channel = channel
        self._joins = {group: self._join(group) for group in +self._holders}
        await asyncio.gather(*self._joins.values())

    async def hold(self, group: str) -> None:
        """Return once the channel is in the group, at once where it is. Raises as layers do."""
        self._holders[group] += 1
        join = self._joins.get(group)
        if join is not None and _has_joined(join):
            return
        if join is None or join.done():
            join = self._joins[group] = self._join(group)
        # Shielded: one impatient follower must not interrupt the join of all.
        await asyncio.shield(join)

    def release(self, group: str) -> None:
        self._holders[group] -= 1
        if not self._holders[group]:
            asyncio.get_running_loop().call_later(LINGER, self._leave_if_unheld, group)

    async def _abandon(self, channel: str) -> None:
        """Take a channel nobody receives on any more out of its groups, as far as that works."""
        leaving = (self._layer.group_discard(group, channel) for group in +self._holders)
        await asyncio.gather(*leaving, return_exceptions=True)

    def _join(self, group: str) -> asyncio.Task[None]:
        return asyncio.ensure_future(self._layer.group_add(group, self._channel))

    def _leave_if_unheld(self, group: str) -> None:
        if not self._holders[group] and (join := self._joins.pop(group, None)):
            self._joins[group] = asyncio.ensure_future(self._leave(group, join))

    async def _leave(self, group: str, join: asyncio.Task[None]) -> None:
        await asyncio.wait([join])
        await self._layer.group_discard(group, self._channel)
        # A holder that came meanwhile waits for this very task; give it what it waits for.
        if self._holders[group]:
            await self._layer.group_add(group, self._channel)
        else:
            self._joins.pop(group, None)


def _has_joined(join: asyncio.Task[None]) -> bool:
    return join.done() and not join.cancelled() and join.exception() is None
