"""What this process has yet to publish: packed by group, in an order that keeps rights right."""

from __future__ import annotations

from collections.abc import Iterator

from example_channels.realtime.envelope import Envelope

MOST = 10_000  # envelopes kept while the layer does not answer

Parcel = tuple[str, list[Envelope]]


class Backlog:
    """Envelopes in the order they came.

    While the layer is away only rights are kept for ever: a log is read from the database later,
    a state is soon told anew, but a hang-up comes once.
    """

    def __init__(self) -> None:
        self._waiting: list[Envelope] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, envelopes: list[Envelope]) -> None:
        self._waiting += envelopes
        if len(self._waiting) > MOST:
            self._waiting = [envelope for envelope in self._waiting if envelope.is_right]

    def parcels(self) -> Iterator[Parcel]:
        """Give out all that waits, group by group; what is not taken stays.

        One message of the layer costs more than what is in it. A right is a barrier: nothing that
        was published after it may arrive before it.
        """
        while self._waiting:
            until = self._next_right()
            parcels: dict[str, list[Envelope]] = {}
            for envelope in self._waiting[:until]:
                parcels.setdefault(envelope.group, []).append(envelope)
            for parcel in parcels.items():
                yield parcel
                sent = set(map(id, parcel[1]))
                self._waiting = [e for e in self._waiting if id(e) not in sent]

    def _next_right(self) -> int:
        """Return how many may be packed together: up to a right, or a right alone."""
        for number, envelope in enumerate(self._waiting):
            if envelope.is_right:
                return number or 1
        return len(self._waiting)
