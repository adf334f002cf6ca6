"""Processes that show the list to clients: trackers on a fake clock, and a real database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from example_channels.realtime.outbox import Outbox
from example_channels.realtime.protocol import encode
from presence.listing import Listing
from presence.messages import FactsChanged, Tracked
from presence.placing import STATES, Placing
from presence.roster import Roster
from presence.seen import LastSeen
from presence.viewing import Viewing
from presence.windows import Key
from tests.presence.world import TICK, Process, World

FLUSH = 4 * TICK  # seconds
RECORD = 60.0  # seconds
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
ORDER = ["online", "away", "busy", "offline"]

Event = dict[str, Any]
Row = tuple[int, str, str]
"""Id, name and state."""


class Client:
    """A browser that watches the list as the contract says, on a wire that may be blocked."""

    def __init__(self, side: Side, key: Key) -> None:
        self.side, self.key = side, key
        self.held: Event | None = None
        self.was_blocked = False
        self.flows = asyncio.Event()
        self.flows.set()
        self.outbox = Outbox(self._send, self._overflowed, lambda: None)

    def put(self, text: str, replaces: str | None) -> None:
        self.outbox.put(text, replaces)

    def hang_up(self, code: int, reason: str) -> None: ...

    def say_goodbye(self, retry_after: float) -> None: ...

    def _overflowed(self) -> None:
        self.side.viewing.refresh(self)

    def block(self) -> None:
        """Read nothing until ``flows`` is set."""
        self.was_blocked = True
        self.flows.clear()

    async def _send(self, frame: str) -> None:
        await self.flows.wait()
        for event in json.loads(frame):
            self._apply(event)

    def _apply(self, event: Event) -> None:
        """I4: what follows on is applied; else the client takes a new window."""
        if event["type"] == "presence.window":
            self.held = event
        elif self.held and event["since"] == self.held["version"]:
            users = {user["id"]: user for user in self.held["users"]}
            assert {user["id"] for user in event["users"]} <= users.keys()
            users |= {user["id"]: user for user in event["users"]}
            self.held |= {**event, "users": list(users.values())}
        else:
            # A window that waited was replaced by one that stands behind the changes of the first.
            assert self.was_blocked
            self.held = None

    @property
    def rows(self) -> list[Row]:
        assert self.held is not None
        return [(user["id"], user["name"], user["state"]) for user in self.held["users"]]


class Side:
    """The list of one process and those who watch it there."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.roster = Roster()
        self.listing = Listing(self.roster, LastSeen())
        self.listing.is_told_of_changes = True
        self.viewing = Viewing(self.listing)
        self.placing = Placing(self.roster)
        self.clients: list[Client] = []

    def reread(self) -> None:
        """What each process does once a minute, for news that were lost on the way."""
        self.listing.forget_facts()
        self.placing.stale(self.process.tracker.shown)

    async def watch(self, client: Client) -> None:
        window = self.viewing.hold(client.key)
        await self.viewing.load(window)
        self.viewing.watch(client, window)
        client.outbox.put_answer(encode(window.whole()))
        self.viewing.release(window)

    async def flush(self) -> None:
        tracker = self.process.tracker
        self.placing.changed(tracker.take_changed())
        as_of = tracker.as_of
        self.viewing.as_of = None if as_of is None else BEGINNING + timedelta(seconds=as_of)
        await self.placing.absorb(tracker.shown)
        await self.viewing.flush()

    async def written(self) -> None:
        """Return when all that can be written is; whoever found a gap has watched again."""
        for client in self.clients:
            if client.flows.is_set():
                await client.outbox.flushed()
                if client.held is None:
                    await self.watch(client)
                    await client.outbox.flushed()
                self._has_what_was_told(client)

    def _has_what_was_told(self, client: Client) -> None:
        window = self.viewing.hold(client.key)
        assert client.rows == [(e.id, e.name, e.state) for e in window.content.entries]
        self.viewing.release(window)


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
        shown = {user: STATES[activity] for user, activity in self.truth().items()}
        return sorted(
            (
                ORDER.index(shown.get(u.pk, "offline")),
                bytes(u.sort_key),
                u.pk,
                u.shown_name,
                u.folded,
            )
            for u in User.objects.present_in_list()
        )


Person = tuple[int, bytes, int, str, str]
"""Rank of the state, sort key, id, name, and what a query looks into."""


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
