"""The list as clients hold it, against everything that may happen on the way to them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from accounts.models import User
from example_channels.realtime import outbox
from presence.chosen import AUDIENCES, CHOICES, Audience, Choice
from presence.messages import Activity, FactsChanged
from presence.models import Standing
from presence.windows import Key
from tests.presence.list_world import ORDER, ListWorld, matches, window_of
from tests.presence.test_tracker_machine import USERS, WHICH, Cluster
from tests.presence.viewers import Client

MACHINE = settings(
    max_examples=25,
    stateful_step_count=40,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
EVENTS = 1  # that may wait for a slow client, so that too many are nothing special
PEOPLE = 8  # of whom two are never here

WINDOWS = [
    Key((), 0, 100),
    Key((), 0, 3),
    Key((), 2, 3),
    Key((), 6, 9),
    Key(("an",), 0, 3),
    Key((), 0, 0),
]
KEYS = st.sampled_from(WINDOWS)
NAMES = st.sampled_from(["", "ann", "Anna", "Änne", "bo"])


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


class Lists(Cluster):
    """The cluster, with people who have names and with clients who watch parts of the list."""

    loss = 0.1
    loop: asyncio.AbstractEventLoop
    world: ListWorld

    @initialize(seed=st.integers(0, 2**32), processes=st.integers(1, 3))
    def build(self, seed: int, processes: int) -> None:
        for person in User.objects.all():
            person.name, person.is_active = "", True
            person.save()
        Standing.objects.all().delete()
        self.world = ListWorld(self.loop, seed, processes=processes, loss=self.loss, portion=2)
        self.died, self.steady = {}, {}
        for number, key in enumerate(WINDOWS):
            self.open_a_tab(number, 1 + number // 2, Activity.ACTIVE)
            self.begin_to_watch(number, key)
        self.world.wait(1)

    def some_client(self, which: int) -> Client | None:
        clients = self.world.clients
        return clients[which % len(clients)] if clients else None

    @rule(which=WHICH, key=KEYS)
    def begin_to_watch(self, which: int, key: Key) -> None:
        if process := self.some(which):
            side = self.world.sides[id(process)]
            side.clients.append(Client(side, key))
            self.world.watch(side.clients[-1], key)

    @rule(which=WHICH, key=KEYS)
    def look_elsewhere(self, which: int, key: Key) -> None:
        if client := self.some_client(which):
            self.world.watch(client, key)

    @rule(which=WHICH)
    def read_nothing_or_go_on(self, which: int) -> None:
        if client := self.some_client(which):
            client.block() if client.flows.is_set() else client.flows.set()

    @rule(which=WHICH)
    def close_the_page(self, which: int) -> None:
        if client := self.some_client(which):
            self.world.leave(client)

    @rule(user=USERS, name=NAMES, is_active=st.booleans())
    def change_the_facts(self, user: int, name: str, is_active: bool) -> None:
        person = User.objects.get(pk=user)
        person.name, person.is_active = name, is_active
        person.save()
        self.world.send(FactsChanged(user=user))

    @rule(user=USERS, state=st.sampled_from(CHOICES), audience=st.sampled_from(AUDIENCES))
    def choose(self, user: int, state: Choice, audience: Audience) -> None:
        row = {"state": state, "audience": audience}
        Standing.objects.update_or_create(user_id=user, defaults=row)
        self.world.send(FactsChanged(user=user))

    @rule()
    def settle(self) -> None:
        """I3: when things are quiet, every client holds the truth, and counts are exact."""
        super().settle()
        people = self.world.list()
        states = Counter(ORDER[rank] for rank, *_ in people)
        for client in self.world.clients:
            assert client.rows == window_of(people, client.key)
            assert client.held["counts"] == {state: states[state] for state in ORDER}
            assert client.held["total"] == sum(matches(p[-1], client.key) for p in people)
            assert client.held["as_of"] is None

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.settle()
            self.world.end()


@pytest.mark.django_db(transaction=True)
def test_every_client_holds_the_truth_in_the_end(
    loop: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, PEOPLE + 1):
        User.objects.create(pk=number, username=f"an{number}" if number % 2 else f"bo{number}")
    monkeypatch.setattr(outbox, "MAX_EVENTS", EVENTS)
    monkeypatch.setattr(Lists, "loop", loop, raising=False)
    run_state_machine_as_test(Lists, settings=MACHINE)
