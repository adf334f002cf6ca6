"""What a client holds of a room, kept as the contract says."""

from __future__ import annotations

from typing import Any

Event = dict[str, Any]


class Copy:
    """What one client holds of a room: messages by id, and the version up to which all came."""

    def __init__(self) -> None:
        self.messages: dict[int, Event] = {}
        self.version = 0
        self.is_open = False
        self.is_stale = True
        self._seen: set[int] = set()

    @property
    def in_order(self) -> list[Event]:
        return sorted(self.messages.values(), key=lambda message: message["position"])

    @property
    def _lowest(self) -> int:
        return min((held["position"] for held in self.messages.values()), default=0)

    def open(self, opened: Event) -> None:
        """Take a ``room.opened``."""
        self.is_open = True
        if not opened["complete"]:
            self.messages.clear()
            self._seen.clear()
            self.version = 0
        lowest = self._lowest
        for message in opened["messages"]:
            if message["id"] in self.messages or message["position"] > lowest:
                self._keep(message)
        self._note(range(self.version, opened["version"] + 1))

    def take(self, message: Event) -> None:
        """Take a ``message``; an unknown one below the lowest held is past, and left there."""
        if message["id"] in self.messages or message["position"] > self._lowest:
            self._keep(message)
        self._note([message["version"]])

    def _keep(self, message: Event) -> None:
        held = self.messages.get(message["id"])
        if held is None or held["version"] < message["version"]:
            self.messages[message["id"]] = message

    def _note(self, versions: range | list[int]) -> None:
        if isinstance(versions, range):
            self.version = max(self.version, versions.stop - 1)
        self._seen.update(version for version in versions if version > self.version)
        while self.version + 1 in self._seen:
            self.version += 1
            self._seen.discard(self.version)
