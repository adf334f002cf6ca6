from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from presence.aside import Aside
from presence.chosen import Chosen, Manner
from presence.models import Standing
from presence.roster import Entry, Person, Roster
from presence.seen import LastSeen
from presence.sight import Sight
from tests.people import make_person

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
JUST_NOW = datetime(2026, 5, 1, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def bob(db: None) -> User:
    return make_person("bob", last_seen=LONG_AGO)


class Scene:
    """One process's knowledge of bob."""

    def __init__(self) -> None:
        self.roster, self.aside, self.seen = Roster(), Aside(), LastSeen()
        self.sight = Sight(self.roster, self.aside, self.seen)

    def put_aside(self, user: User, state: str, audience: str) -> None:
        entry = Entry(id=user.pk, username=user.username, name=user.username, state=state)
        self.aside.put(Person(entry, b"bob", "bob", Manner(audience=audience)))

    def state(self, user: User, *, is_roommate: bool) -> str:
        return self.sight.entry(user, is_roommate=is_roommate).state


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize(
    ("audience", "state", "to_strangers", "to_roommates"),
    [
        ("roommates", "busy", "offline", "busy"),
        ("nobody", "online", "offline", "offline"),
        ("roommates", "offline", "offline", "offline"),
        ("everyone", "offline", "offline", "offline"),
    ],
)
def test_who_stands_aside_is_shown_to_those_whom_they_chose(
    scene, bob, audience, state, to_strangers, to_roommates
):
    scene.put_aside(bob, state, audience)
    assert scene.state(bob, is_roommate=False) == to_strangers
    assert scene.state(bob, is_roommate=True) == to_roommates
    assert scene.sight.among([bob.pk], are_roommates=False) == []
    here = [entry.state for entry in scene.sight.among([bob.pk], are_roommates=True)]
    assert here == [to_roommates] * (to_roommates != "offline")
    assert scene.sight.is_told_in_rooms(bob.pk) is (to_roommates != "offline")


@pytest.mark.parametrize(
    ("audience", "seen_audience", "by_strangers", "by_roommates"),
    [
        ("everyone", "everyone", True, True),
        ("everyone", "roommates", False, True),
        ("roommates", "everyone", False, True),
        ("nobody", "everyone", False, False),
        ("everyone", "nobody", False, False),
    ],
)
def test_nobody_sees_when_one_left_who_may_not_see_that_one_is_here(
    scene, bob, audience, seen_audience, by_strangers, by_roommates
):
    Standing.objects.create(user=bob, audience=audience, seen_audience=seen_audience)
    scene.seen.left(bob.pk, JUST_NOW)
    for is_roommate, sees in ((False, by_strangers), (True, by_roommates)):
        last_seen = scene.sight.entry(bob, is_roommate=is_roommate).last_seen
        assert last_seen == (JUST_NOW if sees else None)


def test_who_left_while_invisible_was_last_seen_before_that(scene, bob):
    until = JUST_NOW + timedelta(seconds=1)
    Standing.objects.create(user=bob, state="invisible", until=until)
    scene.seen.left(bob.pk, JUST_NOW)
    # Also once it is over, which it is.
    assert scene.sight.entry(bob, is_roommate=True).last_seen == LONG_AGO


def test_a_status_that_is_over_is_not_shown_of_those_offline_either(scene, bob):
    standing = Standing.objects.create(user=bob, text="gone", until=LONG_AGO)
    assert scene.sight.entry(bob, is_roommate=False).status is None
    standing.until = None
    status = scene.sight.entry(bob, is_roommate=False).status
    assert status is not None
    assert status.text == "gone"
    assert standing.chosen == Chosen(text="gone")
