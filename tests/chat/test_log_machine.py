"""The log of a room against everything that may happen to it, to the layer and to its clients."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from pytest_django import Settings

from accounts.models import User
from chat import actions, reading
from chat.models import Message, Room
from chat.opening import open_room
from chat.shapes import MessageView
from chat.writer import Outcome, Post
from tests.chat.log_model import MEMBER, OWNER, STRANGER, Model, Said
from tests.chat.log_world import Bell, Client, World
from tests.copies import Copy, Event

MACHINE = settings(
    max_examples=80,
    stateful_step_count=50,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
MAX_CHANGES, NEWEST = 12, 6  # small ones, so that "too much has changed" is nothing special

WHO = st.sampled_from([OWNER, OWNER, MEMBER, MEMBER, STRANGER])
WHICH = st.integers(0, 1000)
TEXTS = st.sampled_from(["hi", "你好", " spaced ", "a\r\nb", "", "  ", "a\0b", "x" * 4001])
IDS = st.builds(UUID, int=st.integers(0, 40))
POSTS = st.tuples(WHO, IDS, TEXTS, st.none() | WHICH)
Wish = tuple[int, UUID, str, int | None]
"""Who posts what, in reply to which message."""


@pytest.fixture
def bell(settings: Settings, tmp_path: Path) -> Iterator[Bell]:
    settings.DATA_DIR = tmp_path
    bell = Bell(tmp_path)
    yield bell
    bell.close()


class Log(RuleBasedStateMachine):
    """A room of two members, four clients of theirs, and somebody who is not in it."""

    bell: Bell

    @initialize(seed=st.integers(0, 2**32))
    def build(self, seed: int) -> None:
        number = User.objects.count()
        self.people = [User.objects.create(username=f"p{number + n}") for n in range(3)]
        room = actions.create_room(self.people[OWNER], name="Talk")
        actions.join_room(self.people[MEMBER], room.pk)
        self.model = Model({OWNER, MEMBER})
        self.world = World(room, self.bell, seed)
        self.clients = [(who, Client(self.people[who])) for who in (OWNER, MEMBER) * 2]

    # What people do ---------------------------------------------------------------------------

    @rule(post=POSTS)
    def post_through_the_form(self, post: Wish) -> None:
        arguments = self.arguments(post)
        (expected,) = self.expect(post)
        self.compare(outcome_of(lambda: actions.post_message(*arguments)), expected)

    @rule(posts=st.lists(POSTS, min_size=1, max_size=6))
    def post_together(self, posts: list[Wish]) -> None:
        wishes = [Post(*self.arguments(post)) for post in posts]
        expected = self.expect(*posts)
        outcomes = actions.post_messages(wishes)
        for outcome, wanted in zip(outcomes, expected, strict=True):
            self.compare(outcome, wanted)

    @rule(post=POSTS)
    def post_once_through_two_writers(self, post: Wish) -> None:
        arguments = self.arguments(post)
        (expected,) = self.expect(post)
        at_once = [lambda: actions.post_message(*arguments)] * 2
        for outcome in in_threads(at_once):
            self.compare(outcome, expected)

    @rule(who=WHO, which=WHICH, text=TEXTS)
    def edit(self, who: int, which: int, text: str) -> None:
        if said := self.some_message(which):
            expected = self.model.edit(who, said, text)
            act = partial(actions.edit_message, self.people[who], self.stored(said).pk, text)
            self.compare(outcome_of(lambda: MessageView.of(act())), expected)

    @rule(who=WHO, which=WHICH)
    def delete(self, who: int, which: int) -> None:
        if said := self.some_message(which):
            expected = self.model.delete(who, said)
            act = partial(actions.delete_message, self.people[who], self.stored(said).pk)
            self.compare(outcome_of(lambda: MessageView.of(act())), expected)

    @rule(who=WHO, which=WHICH, emoji=st.sampled_from(["👍", "🎉"]), on=st.booleans())
    def react(self, who: int, which: int, emoji: str, on: bool) -> None:
        if said := self.some_message(which):
            expected = self.model.react(who, said, emoji, on=on)
            act = partial(actions.react, self.people[who], self.stored(said).pk, emoji, on=on)
            self.compare(outcome_of(lambda: MessageView.of(act())), expected)

    @rule(who=WHO, which=WHICH, on=st.booleans())
    def pin(self, who: int, which: int, on: bool) -> None:
        if said := self.some_message(which):
            expected = self.model.pin(who, said, on=on)
            act = partial(actions.pin, self.people[who], self.stored(said).pk, on=on)
            self.compare(outcome_of(lambda: MessageView.of(act())), expected)

    @rule()
    def leave_or_join(self) -> None:
        act = actions.leave_room if MEMBER in self.model.members else actions.join_room
        act(self.people[MEMBER], self.world.room.pk)
        self.model.members ^= {MEMBER}
        for who, client in self.clients:
            if who not in self.model.members:
                self.world.disconnect(client)

    # What happens to clients and processes ----------------------------------------------------

    @rule(
        which=WHICH, process=st.integers(0, 1), back=st.integers(0, 9), meanwhile=st.integers(0, 3)
    )
    def reconnect(self, which: int, process: int, back: int, meanwhile: int) -> None:
        if client := self.some_client(which):
            since = max(0, client.copy.version - back)
            self.world.connect(client, self.world.processes[process], since, meanwhile)

    @rule(which=WHICH, process=st.integers(0, 1), ahead=st.integers(1, 2**40))
    def reconnect_from_the_future(self, which: int, process: int, ahead: int) -> None:
        if client := self.some_client(which):
            since = self.model.version + ahead
            self.world.connect(client, self.world.processes[process], since, 1)

    @rule(which=WHICH, process=st.integers(0, 1), meanwhile=st.integers(0, 3))
    def begin_anew(self, which: int, process: int, meanwhile: int) -> None:
        if client := self.some_client(which):
            client.copy = Copy()
            self.world.connect(client, self.world.processes[process], None, meanwhile)

    @rule(which=WHICH)
    def disconnect(self, which: int) -> None:
        if client := self.some_client(which):
            self.world.disconnect(client)

    @rule(process=st.integers(0, 1), count=st.integers(1, 5))
    def bring(self, process: int, count: int) -> None:
        self.world.bring(self.world.processes[process], count)

    @rule(process=st.integers(0, 1), seconds=st.sampled_from([0.0, 0.1, 0.3]))
    def compare_with_the_database(self, process: int, seconds: float) -> None:
        self.world.now += seconds
        self.world.compare(self.world.processes[process])

    # What holds -------------------------------------------------------------------------------

    @rule(back=st.integers(-2, 14))
    def whoever_asks_gets_exactly_what_changed(self, back: int) -> None:
        since = max(0, self.model.version - back)
        changed = [said.version for said in self.model.said if said.version > since]
        opened = open_room(self.people[OWNER], self.world.room.pk, since)
        is_near = since <= self.model.version and len(changed) <= MAX_CHANGES
        assert (opened.version, opened.complete) == (self.model.version, is_near)
        if is_near:
            assert [message.version for message in opened.messages] == changed
        else:
            positions = range(1, len(self.model.said) + 1)
            assert [m.position for m in opened.messages] == list(positions)[-NEWEST:]

    @rule()
    def settle(self) -> None:
        """When things are quiet, clients that are connected hold what the database has."""
        self.world.settle()
        truth = self.world.stored()
        for _who, client in self.clients:
            if client.process is not None:
                self.holds(client, truth)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        self.settle()
        self.the_database_is_as_the_model_says()
        for who, client in self.clients:
            if who in self.model.members:
                self.world.connect(client, self.world.processes[0], client.copy.version, 0)
                self.holds(client, self.world.stored())
                assert client.copy.version == self.model.version

    def holds(self, client: Client, truth: list[Event]) -> None:
        held = client.copy.in_order
        assert held == truth[len(truth) - len(held) :]
        assert len(held) >= min(NEWEST, len(truth))

    def the_database_is_as_the_model_says(self) -> None:
        people = {person.pk: who for who, person in enumerate(self.people)}
        said: dict[int | None, Said | None] = {None: None}
        for m in self.world.stored():
            author, client_id = people[m["author"]["id"]], UUID(m["client_id"])
            answered = said[m.get("reply_to", {}).get("id")]
            count = m.get("replies", {}).get("count", 0)
            said[m["id"]] = each = Said(
                author, client_id, m.get("text"), m["version"], answered, count
            )
            each.reactions, each.is_pinned = reacted(m, people), "pinned" in m
            assert said[m.get("thread")] is (answered and answered.root)
        stored = [each for each in said.values() if each]
        assert stored == self.model.said
        pins = [each for each in stored if each.is_pinned]
        assert Room.objects.get(pk=self.world.room.pk).pins == len(pins)
        assert [m["position"] for m in self.world.stored()] == list(range(1, len(stored) + 1))

    # How --------------------------------------------------------------------------------------

    def expect(self, *posts: Wish) -> list[object]:
        """What posts of one transaction must come to."""
        before = len(self.model.said)
        answered = [self.answered(post) for post in posts]
        pairs = zip(posts, answered, strict=True)
        outcomes: list[object] = [self.model.post(*post[:3], said) for post, said in pairs]
        self.model.grow(self.model.said[before:])
        return outcomes

    def answered(self, post: Wish) -> Said | None:
        return None if post[3] is None else self.some_message(post[3])

    def compare(self, outcome: Outcome, expected: Any) -> None:
        """An outcome is the error expected, or the message; then the layer gets what was told."""
        if isinstance(expected, Said):
            assert isinstance(outcome, MessageView), outcome
            assert outcome.client_id == expected.client_id
            assert outcome.author.id == self.people[expected.author].pk
        else:
            assert isinstance(outcome, expected)
        self.world.publish()

    def arguments(self, post: Wish) -> tuple[User, int, UUID, str, int | None]:
        who, client_id, text, _which = post
        said = self.answered(post)
        reply_to = self.stored(said).pk if said else None
        return self.people[who], self.world.room.pk, client_id, text, reply_to

    def some_message(self, which: int) -> Said | None:
        return self.model.said[which % len(self.model.said)] if self.model.said else None

    def stored(self, said: Said) -> Message:
        return Message.objects.get(author=self.people[said.author], client_id=said.client_id)

    def some_client(self, which: int) -> Client | None:
        who, client = self.clients[which % len(self.clients)]
        return client if who in self.model.members else None


@pytest.mark.django_db(transaction=True)
def test_copies_equal_the_database_and_the_model(
    bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_CHANGES", MAX_CHANGES)
    monkeypatch.setattr(reading, "NEWEST", NEWEST)
    monkeypatch.setattr(Log, "bell", bell, raising=False)
    run_state_machine_as_test(Log, settings=MACHINE)


def reacted(message: Event, people: dict[int, int]) -> set[tuple[int, str]]:
    """Who reacted to a message with what."""
    reactions = message.get("reactions", ())
    return {(people[user["id"]], each["emoji"]) for each in reactions for user in each["users"]}


def outcome_of(act: Callable[[], MessageView]) -> Outcome:
    try:
        return act()
    except (ObjectDoesNotExist, PermissionDenied, ValidationError) as refusal:
        return refusal


def in_threads(acts: list[Callable[[], MessageView]]) -> list[Outcome]:
    """What each came to, all at the same moment."""
    outcomes: list[Outcome] = []

    def run(act: Callable[[], MessageView]) -> None:
        try:
            outcomes.append(outcome_of(act))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(acts)
    return outcomes
