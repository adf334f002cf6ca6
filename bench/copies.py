"""A room as one member sees it, kept by the contract's rules and checked by ours. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bench.events import Message


class Lost(Exception):
    """Somebody did not see each message once and in order: the run has no figure."""


class Copy:
    """Positions to messages' ids, since the room was first opened."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.opened = self.head = 0
        self.ids: dict[int, int] = {}
        self.doubled = self.disordered = 0
        self.is_behind = False  # told to catch up: until then, holes are announced ones

    def open(self, version: int, position: int, messages: Iterable[Message]) -> None:
        """Begin with, or catch up to, a room as it stands."""
        if self.version is None:
            self.opened = self.head = position
        else:
            for message in messages:
                self._keep(message)
        self.version = max(version, self.version or 0)
        self.is_behind = False

    def hear(self, message: Message) -> None:
        """Take a message told live."""
        self.doubled += message.position in self.ids
        self.disordered += message.position > self.head + 1 and not self.is_behind
        self._keep(message)
        self.version = max(message.version, self.version or 0)

    def check(self, truth: Mapping[int, int], *, once: bool) -> None:
        """Compare with all that was posted since. Raises Lost.

        Without ``once`` a message may be told again, as it may after catching up.
        """
        wanted = {position: id for position, id in truth.items() if position > self.opened}
        missing = sum(self.ids.get(position) != id for position, id in wanted.items())
        strange = len(self.ids.keys() - wanted.keys())
        faults = {
            "missing": missing,
            "nobody's": strange,
            "out of order": self.disordered,
            "twice": self.doubled if once else 0,
        }
        if any(faults.values()):
            raise Lost(", ".join(f"{count} {fault}" for fault, count in faults.items() if count))

    def _keep(self, message: Message) -> None:
        self.ids[message.position] = message.id
        self.head = max(self.head, message.position)
