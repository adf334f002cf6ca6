"""A layer of several servers: which of them carries what."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count

from channels.layers import BaseChannelLayer

from example_channels.realtime import topics
from example_channels.realtime.envelope import group_of


def lane_of(layer: BaseChannelLayer) -> Callable[[str], Hashable]:
    """Return what says which server carries a group. To be called in the loop that uses the layer.

    Only the layer knows, and channels-redis says it under these names alone; a layer without them
    counts as one server.
    """
    shard_of, name_of = (
        getattr(layer, name, None) for name in ("_get_shard", "_get_group_channel_name")
    )
    if shard_of is None or name_of is None:
        return lambda group: None
    return lambda group: shard_of(name_of(group))


def on_each(layer: BaseChannelLayer, process: str) -> dict[Hashable, str]:
    """Return a topic of this process for each server of the layer, by the server."""
    lane, servers = lane_of(layer), len(getattr(layer, "_shards", [None]))
    found: dict[Hashable, str] = {}
    for number in count():
        topic = topics.process(f"{process}.{number}")
        found.setdefault(lane(group_of(topic)), topic)
        if len(found) == servers:
            break
    return found
