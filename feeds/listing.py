"""Who watches the list of runs through this process."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.workers import in_database
from feeds.events import RunView
from feeds.models import Run
from feeds.roles import watched_as
from feeds.run_reading import view_of

PREFIX = topics.run_list("")


class Listing:
    """Watchers follow a topic for each role they have. Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._watchers: set[EventConsumer] = set()

    async def watch(self, socket: EventConsumer) -> None:
        """Let a socket hear of runs that begin and end, until it ends."""
        if socket not in self._watchers:
            self._watchers.add(socket)
            socket.on_close(partial(self._watchers.discard, socket))
        await self._bring_in_step([socket])

    async def check(self) -> None:
        """Let watchers hear of what they may know of now."""
        if self._watchers:
            await self._bring_in_step(self._watchers)

    async def _bring_in_step(self, sockets: Collection[EventConsumer]) -> None:
        allowed = await in_database(list_topics, {socket.user_id for socket in sockets})
        for socket in tuple(sockets):
            mine = allowed.get(socket.user_id, set())
            for topic in tuple(socket.topics):
                if topic.startswith(PREFIX) and topic not in mine:
                    socket.leave(topic)
            for topic in mine:
                await socket.follow(topic)


def list_topics(user_ids: Collection[int]) -> dict[int, set[str]]:
    """Return the topics of the lists that people may watch."""
    users = User.objects.filter(pk__in=user_ids, is_active=True).prefetch_related("groups")
    return {user.pk: set(map(topics.run_list, watched_as(user))) for user in users}


def newest_runs(user_id: int, limit: int) -> list[RunView]:
    user = User.objects.get(pk=user_id)
    return [view_of(run) for run in Run.objects.readable_by(user).defer("half")[:limit]]


listing = Listing()
"""This process's watchers of the list."""
