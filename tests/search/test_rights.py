"""Random rooms, members, messages and queries against the plainest idea of a search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from chat import actions
from chat.models import Membership, Message, Room
from chat.writer import Post, write
from search.finding import find
from search.language import LONGEST, Complaint, understand

pytestmark = pytest.mark.django_db

PLENTY = settings(max_examples=40, suppress_health_check=list(HealthCheck))

WORDS = [
    "tea",
    "Teapot",
    "THÉ",
    "to",
    "天气",
    "今天天气很好",
    "气",
    "カメラ",
    "한국어",
    "🚀",
    "AND",
    "x",
]
WANTED = [
    "tea",
    "teap",
    "the",
    "to",
    "t",
    "天气",
    "天",
    "气很",
    "气",
    "メラ",
    "국어",
    "🚀",
    "and",
    "x",
]
SYNTAX = ['"', "'", "*", "^", "(", ")", ":", "-", "+", "!", "&", "|", "<->", "\\", "%s", "{", "\0"]
OPERATORS = ["from:p0", "-from:p1", "in:r0", "-in:r1", "has:link", "-has:code", "foo:tea", "NEAR"]

TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SAID = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), TEXTS), min_size=1, max_size=8)
FATES = st.lists(st.sampled_from(["stays", "edited", "deleted"]), min_size=8, max_size=8)
SEATS = st.lists(st.booleans(), min_size=9, max_size=9)
TERMS = st.lists(st.tuples(st.booleans(), st.sampled_from(WANTED)), min_size=1, max_size=3)
TYPED = st.lists(
    st.one_of(st.sampled_from(WANTED + SYNTAX + OPERATORS), st.text(max_size=5)), max_size=12
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


class World(NamedTuple):
    people: list[User]
    rooms: list[Room]

    def readable(self, reader: User) -> list[Message]:
        """What the reader may find, newest first."""
        mine = Membership.objects.filter(user=reader).values("room")
        return list(Message.objects.filter(room__in=mine, deleted_at=None).order_by("-pk"))


@contextmanager
def a_world(
    seats: list[bool], said: list[tuple[int, int, str]], fates: list[str]
) -> Iterator[World]:
    """Three people, three rooms, some of them members; all is gone afterwards."""
    with transaction.atomic():
        people = User.objects.create_many(f"p{n}" for n in range(3))
        rooms = [Room.objects.create(name=f"r{n}", kind=Room.Kind.PRIVATE) for n in range(3)]
        for room in rooms:
            for person in people:
                Membership.objects.create(room=room, user=person)
        posts = [Post(people[by], rooms[at].pk, uuid4(), text) for by, at, text in said]
        for message, fate in zip(write(posts).new, fates, strict=False):
            if fate == "edited":
                author = people[[p.pk for p in people].index(message.author.id)]
                actions.edit_message(author, message.id, f"{WORDS[message.position % 12]} now")
            elif fate == "deleted":
                actions.delete_message(User.objects.get(pk=message.author.id), message.id)
        for number, stays in enumerate(seats):
            if not stays:
                seat = Membership.objects.filter(room=rooms[number // 3], user=people[number % 3])
                seat.delete()
        yield World(people, rooms)
        transaction.set_rollback(True)


def plainly(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c != "\u0301"))


def has(text: str, wanted: str) -> bool:
    """Whether a text has a word that begins so, or is just that where it is short; or the signs."""
    words = plainly(text).split()
    if not wanted.isascii():
        return any(wanted in word for word in words)
    return any(word.startswith(wanted) if len(wanted) > 2 else word == wanted for word in words)


@given(SEATS, SAID, FATES, TERMS, st.integers(0, 2))
@PLENTY
def test_exactly_what_one_may_read_and_what_matches_is_found(
    seats: list[bool],
    said: list[tuple[int, int, str]],
    fates: list[str],
    terms: list[tuple[bool, str]],
    reader: int,
) -> None:
    query = understand("in:r " + " ".join("-" * is_not + word for is_not, word in terms))
    with a_world(seats, said, fates) as world:
        person = world.people[reader]
        expected = [
            message.pk
            for message in world.readable(person)
            if all(has(message.text, word) != is_not for is_not, word in terms)
        ]
        try:
            hits = find(person, query, UTC).hits
        except Complaint:
            assert not person.memberships.exists()
        else:
            assert [message.pk for message, _room in hits] == expected


@given(SEATS, SAID, FATES, TYPED, st.integers(0, 2))
@PLENTY
def test_whatever_is_typed_nothing_breaks_and_nothing_leaks(
    seats: list[bool], said: list[tuple[int, int, str]], fates: list[str], typed: str, reader: int
) -> None:
    with a_world(seats, said, fates) as world:
        person = world.people[reader]
        try:
            query = understand(typed[:LONGEST])
            hits = find(person, query, UTC).hits if query.text else []
        except Complaint:
            hits = []
        allowed = {message.pk for message in world.readable(person)}
        assert {message.pk for message, _room in hits} <= allowed
