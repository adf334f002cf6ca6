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
        self._lowest = 1
        """From this position on all is held; what stands before it is past."""

    @property
    def in_order(self) -> list[Event]:
        return sorted(self.messages.values(), key=lambda message: message["position"])

    def open(self, opened: Event) -> None:
        """Take a ``room.opened``."""
        self.is_open = True
        if not opened["complete"]:
            self.messages.clear()
            self._seen.clear()
            self.version = 0
        if not self.messages:
            self._lowest = min((m["position"] for m in opened["messages"]), default=1)
        for message in opened["messages"]:
            self._keep(message)
        self._note(range(self.version, opened["version"] + 1))

    def take(self, message: Event) -> None:
        """Take a ``message``."""
        self._keep(message)
        self._note([message["version"]])

    def _keep(self, message: Event) -> None:
        held = self.messages.get(message["id"])
        if held is None or held["version"] < message["version"]:
            self._requote(message)
        if message["position"] < self._lowest:
            return
        held = self.messages.get(message["id"])
        if held is None or held["version"] < message["version"]:
            self.messages[message["id"]] = message

    def _requote(self, original: Event) -> None:
        """Who quotes a message quotes what it says now."""
        for message in self.messages.values():
            if (quote := message.get("reply_to")) and quote["id"] == original["id"]:
                quote.pop("text", None)
                if "text" in original:
                    quote["text"] = " ".join(original["text"].split())

    def _note(self, versions: range | list[int]) -> None:
        if isinstance(versions, range):
            self.version = max(self.version, versions.stop - 1)
        self._seen.update(version for version in versions if version > self.version)
        while self.version + 1 in self._seen:
            self.version += 1
            self._seen.discard(self.version)
