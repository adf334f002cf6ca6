"""Tells people how others see them, and what they chose: each on their own sockets."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from django.utils import timezone

from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.hub import hub
from example_channels.realtime.turns import Slices
from presence.events import PresenceMe
from presence.roster import Person

Find = Callable[[int], Person | None]


class Own:
    """The sockets of this process by user, and what they were told last."""

    def __init__(self) -> None:
        self._sockets: dict[int, set[EventConsumer]] = {}
        self._told: dict[int, PresenceMe] = {}
        self._new: set[EventConsumer] = set()

    def __contains__(self, socket: EventConsumer) -> bool:
        return socket in self._sockets.get(socket.user_id, ())

    def has(self, user: int) -> bool:
        """Say whether somebody has a socket here, not counting those that closed a moment ago."""
        return user in self._sockets

    def add(self, socket: EventConsumer) -> None:
        self._sockets.setdefault(socket.user_id, set()).add(socket)
        self._new.add(socket)

    def discard(self, socket: EventConsumer) -> None:
        self._new.discard(socket)
        sockets = self._sockets.get(socket.user_id, set())
        sockets.discard(socket)
        if not sockets:
            self._sockets.pop(socket.user_id, None)
            self._told.pop(socket.user_id, None)

    def retell(self, socket: EventConsumer) -> None:
        """Tell a socket once more: it was too slow, and missed something."""
        if socket in self:
            self._new.add(socket)

    async def tell(self, changed: Iterable[int], find: Find) -> None:
        """Tell those who changed, and new sockets, how their user is shown now."""
        slices = Slices()  # Thousands come back at once.
        news = {user for user in changed if user in self._sockets}
        for user in news | {socket.user_id for socket in self._new}:
            if person := find(user):
                self._tell(user, _me(person))
            await slices.breathe()

    def _tell(self, user: int, event: PresenceMe) -> None:
        if sockets := self._sockets.get(user):
            known = sockets if self._told.get(user) != event else sockets & self._new
            self._told[user] = event
            self._new -= sockets
            hub.broadcast(known, event)


def _me(person: Person) -> PresenceMe:
    manner, is_public = person.manner, person.manner.audience == "everyone"
    entry = person.entry if is_public else msgspec.structs.replace(person.entry, state="offline")
    return PresenceMe(
        entry=entry,
        chosen=manner.chosen.at(timezone.now()),
        audience=manner.audience,
        last_seen_audience=manner.last_seen_audience,
        refuses_notices=manner.refuses_notices,
        timezone=manner.timezone,
    )
