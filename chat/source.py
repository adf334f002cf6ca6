"""Rooms as logs: where the hub reads what the layer did not bring."""

from __future__ import annotations

from typing import Final

from chat import reading
from chat.events import CatchUp, MessageChanged
from chat.models import Room
from example_channels.realtime import topics
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.logs import Changes
from example_channels.realtime.workers import in_database

KIND: Final = "room"


class RoomSource:
    """Rooms, by the topics of those who have them open."""

    async def heads(self, followed: list[str]) -> dict[str, int]:
        rooms = [room for topic in followed if (room := topics.room_of(topic))]
        versions = await in_database(_versions, rooms)
        return {topics.room(room): version for room, version in versions.items()}

    async def changes(self, topic: str, since: int) -> Changes:
        """Return what changed; where that is too much, only a call to catch up."""
        room = topics.room_of(topic) or 0
        version, messages = await in_database(reading.changes, room, since)
        if messages is None:
            return Changes(version, [Envelope.of(topic, CatchUp(rooms=[room]))])
        events = [MessageChanged(room=room, message=message) for message in messages]
        return Changes(version, [Envelope.of(topic, event) for event in events])


def _versions(rooms: list[int]) -> dict[int, int]:
    return dict(Room.objects.filter(pk__in=rooms).values_list("pk", "version"))
