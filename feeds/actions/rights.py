"""What changes who may watch what; nothing else of feeds publishes to other processes."""

from __future__ import annotations

from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit
from feeds.events import FeedRights


def doubt_rights(user_id: int | None) -> None:
    """Let every process look again at what somebody, or (None) anybody, may read."""
    publish_on_commit(topics.FEED_RIGHTS, FeedRights(user=user_id))
