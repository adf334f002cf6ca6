"""A layer of several servers: which of them carries what."""

from __future__ import annotations

from itertools import count
from typing import Any

from channels.layers import BaseChannelLayer

from example_channels.realtime import topics
from example_channels.realtime.envelope import group_of


def on_each(layer: BaseChannelLayer, process: str) -> list[str]:
    """Return topics of this process, one carried by each server of the layer.

    To be called in the loop that uses the layer. Which server a group is on only the layer knows,
    and channels-redis says it under these names alone; a layer without them counts as one server.
    """
    shard_of, name_of = (
        getattr(layer, name, None) for name in ("_get_shard", "_get_group_channel_name")
    )
    if shard_of is None or name_of is None:
        return [topics.process(process)]
    found: dict[Any, str] = {}
    for number in count():
        topic = topics.process(f"{process}.{number}")
        found.setdefault(shard_of(name_of(group_of(topic))), topic)
        if len(found) == len(layer._shards):  # type: ignore[attr-defined]
            break
    return list(found.values())
