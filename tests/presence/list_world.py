"""Processes that show the list to clients: trackers on a fake clock, and a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

from accounts.models import User
from presence.messages import Activity, FactsChanged, Tracked
from presence.models import manner_of
from presence.placing import STATES
from presence.windows import Key
from tests.presence.viewers import Client, Row, Side
from tests.presence.world import TICK, Process, World

FLUSH = 4 * TICK  # seconds
RECORD = 60.0  # seconds
ORDER = ["online", "away", "busy", "offline"]


class ListWorld(World):
    """A world whose processes have lists, in an event loop that runs where it is told to."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *args: Any, **kwargs: Any) -> None:
        self.loop = loop
        self.sides: dict[int, Side] = {}
        super().__init__(*args, **kwargs)

    @property
    def running(self) -> list[Side]:
        return [self.sides[id(p)] for p in self.processes if not p.is_paused]

    @property
    def clients(self) -> list[Client]:
        return [client for side in self.running for client in side.clients]

    def start(self) -> Process:
        process = super().start()
        self.sides[id(process)] = Side(process)
        return process

    def kill(self, process: Process) -> None:
        super().kill(process)
        for client in self.sides.pop(id(process)).clients:
            client.outbox.close()

    def steps(self, seconds: float) -> Iterator[float]:
        for now in super().steps(seconds):
            if now % RECORD == 0:
                for side in self.running:
                    side.reread()
            if now % FLUSH == 0:
                self.run(self._show())
            yield now

    def settle(self) -> None:
        for side in self.sides.values():
            for client in side.clients:
                client.flows.set()
        super().settle()
        self.run(self._show())

    def hear(self, process: Process, message: Tracked | FactsChanged) -> None:
        if isinstance(message, FactsChanged):
            side = self.sides[id(process)]
            side.listing.forget_facts()
            side.placing.stale([message.user])
        else:
            super().hear(process, message)

    def run(self, work: Coroutine[Any, Any, object]) -> None:
        self.loop.run_until_complete(work)

    def watch(self, client: Client, key: Key) -> None:
        """Let a client look at another part of the list, while its process flushes."""
        client.key = key
        self.run(_together(client.side.flush(), client.side.watch(client)))

    def leave(self, client: Client) -> None:
        client.side.viewing.unwatch(client)
        client.side.clients.remove(client)
        client.outbox.close()

    def end(self) -> None:
        """Leave no task behind."""
        for side in self.sides.values():
            for client in side.clients:
                client.outbox.close()
        self.run(asyncio.sleep(0))

    async def _show(self) -> None:
        for side in self.running:
            await side.flush()
            await side.written()

    # The truth --------------------------------------------------------------------------------

    def list(self) -> list[Person]:
        """Everybody whom the list has, in its order."""
        here = self.truth()
        return sorted(
            (
                ORDER.index(state_of(u, here.get(u.pk))),
                bytes(u.sort_key),
                u.pk,
                u.shown_name,
                u.folded,
            )
            for u in User.objects.present_in_list().select_related("standing")
        )


Person = tuple[int, bytes, int, str, str]
"""Rank of the state, sort key, id, name, and what a query looks into."""


def state_of(user: User, activity: Activity | None) -> str:
    """I9: how everybody must see somebody, whatever they do."""
    manner = manner_of(user)
    if activity is None or manner.chosen.is_invisible or manner.audience != "everyone":
        return "offline"
    return STATES[activity] if manner.chosen.state == "auto" else manner.chosen.state


def window_of(people: list[Person], key: Key) -> list[Row]:
    """The rows a client must hold which watches this window."""
    found = [
        (id, name, ORDER[rank]) for rank, _, id, name, folded in people if matches(folded, key)
    ]
    return found[key.start : key.start + key.limit]


def matches(folded: str, key: Key) -> bool:
    return all(word in folded for word in key.words)


async def _together(*work: Coroutine[Any, Any, object]) -> None:
    await asyncio.gather(*work)
