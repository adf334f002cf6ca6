"""A room on a real database, a layer as bad as a test likes, and clients behind two processes."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from accounts.models import User
from chat import reading
from chat.events import CatchUp, MessageChanged
from chat.models import Room
from chat.opening import open_room
from chat.shapes import MessageView
from example_channels.realtime import topics
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.sequencing import Sequence
from tests.copies import Copy

PATIENCE = 0.2  # seconds a hole may be a mere reordering


class Bell:
    """Hears what is published, as the embedded server hears it from a command beside it."""

    def __init__(self, data_dir: Path) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(data_dir / "bell.sock"))
        self._listener.listen(1000)
        self._listener.setblocking(False)

    def close(self) -> None:
        self._listener.close()

    def heard(self) -> list[Envelope]:
        """Everything published since one last asked."""
        envelopes: list[Envelope] = []
        while True:
            try:
                wire, _address = self._listener.accept()
            except BlockingIOError:
                return envelopes
            with wire, wire.makefile("rb") as lines:
                envelopes += [msgspec.json.decode(line, type=Envelope) for line in lines]


@dataclass
class Client:
    """Somebody's client. ``held`` is what comes while it opens the room."""

    user: User
    copy: Copy = field(default_factory=Copy)
    process: Process | None = None
    held: list[Envelope] | None = None


@dataclass
class Process:
    """One process: what the layer will bring it, its sequence of the room, and its clients."""

    inbox: list[Envelope] = field(default_factory=list)
    sequence: Sequence | None = None
    clients: list[Client] = field(default_factory=list)


class World:
    """One room, in the database and under way."""

    def __init__(self, room: Room, bell: Bell, seed: int) -> None:
        self.room, self.bell, self.random = room, bell, Random(seed)
        self.topic = topics.room(room.pk)
        self.processes = [Process(), Process()]
        self.now = 0.0

    # The layer --------------------------------------------------------------------------------

    def publish(self) -> None:
        """Give what was published to the layer, which loses, doubles and reorders."""
        for envelope in self.bell.heard():
            if envelope.topic == self.topic:
                for process in self.processes:
                    process.inbox += [envelope] * self.random.choice([0, 1, 1, 1, 2])

    def bring(self, process: Process, count: int) -> None:
        """Let the layer bring some of what is under way, whatever was first."""
        for _ in range(min(count, len(process.inbox))):
            number = self.random.randrange(len(process.inbox))
            envelope = process.inbox.pop(number)
            if process.sequence is not None:
                self._hand_out(process, process.sequence.take(envelope, self.now))

    def compare(self, process: Process) -> None:
        """Compare with the database, and read what has been missing for too long."""
        if (sequence := process.sequence) is None:
            return
        head = Room.objects.get(pk=self.room.pk).version
        self._hand_out(process, sequence.expect(head, self.now))
        if sequence.is_overdue(PATIENCE, self.now):
            version, messages = reading.changes(self.room.pk, sequence.known or 0)
            self._hand_out(process, sequence.fill(version, self._envelopes(messages), self.now))

    def _envelopes(self, messages: Iterable[MessageView] | None) -> list[Envelope]:
        if messages is None:
            return [Envelope.of(self.topic, CatchUp(rooms=[self.room.pk]))]
        changed = [MessageChanged(room=self.room.pk, message=message) for message in messages]
        return [Envelope.of(self.topic, event) for event in changed]

    def _hand_out(self, process: Process, envelopes: list[Envelope]) -> None:
        for envelope in envelopes:
            for client in tuple(process.clients):
                if client.held is not None:
                    client.held.append(envelope)
                else:
                    self._tell(client, envelope)

    def _tell(self, client: Client, envelope: Envelope) -> None:
        for event in json.loads(f"[{envelope.text}]"):
            if event["type"] == "message":
                client.copy.take(event["message"])
            else:
                self.open(client, client.copy.version)

    # Clients ----------------------------------------------------------------------------------

    def connect(self, client: Client, process: Process, since: int | None, meanwhile: int) -> None:
        """Open the room; meanwhile the layer brings something."""
        self.disconnect(client)
        client.process = process
        process.clients.append(client)
        process.sequence = process.sequence or Sequence()
        client.held = []
        self.bring(process, meanwhile)
        self.open(client, since)
        held, client.held = client.held, None
        for envelope in held:
            self._tell(client, envelope)

    def open(self, client: Client, since: int | None) -> None:
        process = client.process
        assert process is not None
        assert process.sequence is not None
        opened = open_room(client.user, self.room.pk, since)
        client.copy.open(as_sent(opened))
        self._hand_out(process, process.sequence.begin(opened.version, self.now))

    def disconnect(self, client: Client) -> None:
        if process := client.process:
            process.clients.remove(client)
            client.process = None
            if not process.clients:
                process.sequence = None

    # The truth --------------------------------------------------------------------------------

    def stored(self) -> list[dict[str, Any]]:
        messages = self.room.messages.select_related("author").order_by("position")
        return [as_sent(MessageView.of(message)) for message in messages]

    def settle(self) -> None:
        """Bring everything that was not lost, and let as much time pass as repairs take."""
        for process in self.processes:
            self.bring(process, len(process.inbox))
            self.compare(process)
            self.now += 2 * PATIENCE
            self.compare(process)


def as_sent(struct: msgspec.Struct) -> dict[str, Any]:
    """A struct as a client gets it."""
    return dict(json.loads(msgspec.json.encode(struct)))
