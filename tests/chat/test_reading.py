"""How a room is read: on opening, after an absence, page by page."""

import msgspec
import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from chat import actions, reading
from chat.models import Room
from chat.opening import open_room
from tests.rooms import say

pytestmark = pytest.mark.django_db


def texts(messages: list[object]) -> list[str]:
    return [getattr(message, "text", "") or "" for message in messages]


def test_opening_shows_the_newest_oldest_first(lobby: Room, ann: User, bob: User) -> None:
    say(ann, lobby, *(str(n) for n in range(60)))
    opened = open_room(bob, lobby.pk, None)
    assert texts(opened.messages) == [str(n) for n in range(10, 60)]
    assert (opened.version, opened.position, opened.complete, opened.read) == (60, 60, True, 0)


def test_catching_up_brings_all_that_changed_and_nothing_else(
    lobby: Room, ann: User, bob: User
) -> None:
    first, second, _third = say(ann, lobby, "one", "two", "three")
    version = open_room(bob, lobby.pk, None).version
    actions.edit_message(ann, first.pk, "ONE")
    actions.delete_message(ann, second.pk)
    say(ann, lobby, "four")
    caught_up = open_room(bob, lobby.pk, version)
    assert caught_up.complete
    assert [(m.position, m.text) for m in caught_up.messages] == [
        (1, "ONE"),
        (2, msgspec.UNSET),
        (4, "four"),
    ]
    assert open_room(bob, lobby.pk, caught_up.version).messages == []


def test_what_changed_comes_oldest_first_whatever_changed_last(
    lobby: Room, ann: User, bob: User
) -> None:
    first, _second = say(ann, lobby, "first", "second")
    actions.edit_message(ann, first.pk, "first, edited")
    _version, changed = reading.changes(lobby.pk, 0)
    assert texts(changed or []) == ["first, edited", "second"]


@pytest.mark.parametrize("since", [1, 10**9])
def test_a_version_too_far_off_brings_the_newest_instead(
    lobby: Room, ann: User, bob: User, since: int
) -> None:
    say(ann, lobby, *(str(n) for n in range(reading.MAX_CHANGES + 2)))
    opened = open_room(bob, lobby.pk, since)
    assert not opened.complete
    assert len(opened.messages) == reading.NEWEST


def test_an_answer_fits_into_a_frame(lobby: Room, ann: User, bob: User) -> None:
    say(ann, lobby, *("好" * 4000 for _ in range(40)))
    opened = open_room(bob, lobby.pk, None)
    assert len(msgspec.json.encode(opened)) <= 256 * 1024
    assert opened.messages[-1].position == 40
    page = reading.page(bob, lobby.pk, before=opened.messages[0].position)
    assert page.messages[-1].position == opened.messages[0].position - 1
    assert not open_room(bob, lobby.pk, 0).complete


def test_pages_join_without_gap_or_overlap(lobby: Room, ann: User, bob: User) -> None:
    say(ann, lobby, *(str(n) for n in range(1, 26)))
    seen: list[int] = []
    before, more = 26, True
    while more:
        page = reading.page(bob, lobby.pk, before=before, limit=10)
        seen = [m.position for m in page.messages] + seen
        before, more = seen[0], page.more
    assert seen == list(range(1, 26))
    after = reading.page(bob, lobby.pk, after=20, limit=10)
    assert ([m.position for m in after.messages], after.more) == ([21, 22, 23, 24, 25], False)
    around = reading.page(bob, lobby.pk, around=12, limit=10)
    assert [m.position for m in around.messages] == list(range(8, 18))


def test_the_message_asked_for_is_there_however_long_its_neighbours_are(
    lobby: Room, ann: User, bob: User
) -> None:
    say(ann, lobby, *("<" * 4000 for _ in range(60)))
    around = reading.page(bob, lobby.pk, around=40, limit=100)
    positions = [m.position for m in around.messages]
    assert 40 in positions
    assert positions == list(range(positions[0], positions[-1] + 1))
    assert len(msgspec.json.encode(around)) <= 256 * 1024


def test_reading_needs_membership(lobby: Room, den: Room, bob: User, carol: User) -> None:
    with pytest.raises(PermissionDenied):
        open_room(carol, lobby.pk, None)
    for room_id in (den.pk, 10**9):
        with pytest.raises(Room.DoesNotExist):
            reading.page(bob, room_id)
