"""Clients who watch the list, and the list of the process behind their sockets."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from example_channels.realtime.frames import Frame
from example_channels.realtime.outbox import Outbox
from example_channels.realtime.protocol import encode
from example_channels.realtime.writing import Line
from presence.listing import Listing
from presence.placing import Placing
from presence.roster import Roster
from presence.seen import LastSeen
from presence.viewing import Viewing
from presence.windows import Key
from tests.presence.world import Process

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)

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
        self.outbox = Outbox(Line(), self._send, self._overflowed, lambda: None)

    def put_frame(self, frame: Frame) -> None:
        self.outbox.put_frame(frame)

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
