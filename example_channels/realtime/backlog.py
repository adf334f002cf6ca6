"""What this process has yet to publish: packed by group, in an order that keeps rights right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import count, takewhile

from example_channels.realtime.envelope import Envelope

MOST = 10_000  # envelopes kept for one lane while its server does not answer

Lane = Hashable
Parcel = tuple[str, list[Envelope]]


class Backlog:
    """Envelopes in the order they came, numbered, in a lane for each server of the layer.

    While a server is away only rights are kept for ever: a log is read from the database later,
    a state is soon told anew, but a hang-up comes once.
    """

    def __init__(
        self,
        lane_of: Callable[[str], Lane] = lambda group: None,
        right_left: Callable[[], None] = lambda: None,
    ) -> None:
        """``lane_of`` says which lane a group takes; after ``right_left`` all lanes may go on."""
        self._lane_of, self._right_left = lane_of, right_left
        self._number = count()
        self._lanes: defaultdict[Lane, dict[int, Envelope]] = defaultdict(dict)
        self._rights: dict[int, None] = {}
        """The numbers of the rights that wait, in whichever lane."""

    def __bool__(self) -> bool:
        return any(self._lanes.values())

    def add(self, envelopes: list[Envelope]) -> None:
        for envelope in envelopes:
            number, lane = next(self._number), self._lane_of(envelope.group)
            self._lanes[lane][number] = envelope
            if envelope.is_right:
                self._rights[number] = None
            if len(self._lanes[lane]) > MOST:
                waiting = self._lanes[lane].items()
                self._lanes[lane] = {n: each for n, each in waiting if each.is_right}

    def parcels(self, lane: Lane = None) -> Iterator[Parcel]:
        """Give out what waits in a lane and may leave, group by group; what is not taken stays.

        One message of the layer costs more than what is in it. A right is a barrier for all lanes:
        nothing that was published after it may arrive before it.
        """
        while envelopes := self._next(lane):
            parcels: defaultdict[str, dict[int, Envelope]] = defaultdict(dict)
            for number, envelope in envelopes.items():
                parcels[envelope.group][number] = envelope
            for group, packed in parcels.items():
                yield group, list(packed.values())
                self._forget(lane, packed)

    def _forget(self, lane: Lane, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._lanes[lane].pop(number, None)
            if number in self._rights:
                del self._rights[number]
                self._right_left()

    def _next(self, lane: Lane) -> dict[int, Envelope]:
        """Return what may be packed together: all up to the oldest right, or that right alone."""
        oldest, waiting = next(iter(self._rights), None), self._lanes[lane]
        if oldest is None:
            return dict(waiting)
        before = takewhile(lambda numbered: numbered[0] < oldest, waiting.items())
        return dict(before) or ({oldest: waiting[oldest]} if oldest in waiting else {})
