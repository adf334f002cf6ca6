"""Going to a day in a room."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from chat.models import Message, Room
from presence.models import Standing
from tests.rooms import say

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def old_room(lobby: Room, ann: User) -> Room:
    """Two messages on each of the first three days of a March, at noon and twelve minutes later."""
    for number, message in enumerate(say(ann, lobby, *"abcdef")):
        at = NOON + timedelta(days=number // 2, minutes=12 * (number % 2))
        Message.objects.filter(pk=message.pk).update(created_at=at)
    return lobby


def leads_to(client: Client, room: Room, user: User, date: str) -> str:
    client.force_login(user)
    return client.get(f"/rooms/{room.pk}/at/", {"date": date})["Location"]


@pytest.mark.parametrize(
    ("date", "position"),
    [("1999-12-31", 1), ("2026-03-01", 1), ("2026-03-02", 3), ("2026-03-03", 5)],
)
def test_a_day_leads_to_its_first_message(
    client: Client, old_room: Room, bob: User, date: str, position: int
) -> None:
    assert leads_to(client, old_room, bob, date) == f"/rooms/{old_room.pk}/{position}/"


def test_a_day_begins_where_its_reader_lives(client: Client, old_room: Room, bob: User) -> None:
    Standing.objects.create(user=bob, timezone="Pacific/Kiritimati")  # Already the next day there.
    assert leads_to(client, old_room, bob, "2026-03-02") == f"/rooms/{old_room.pk}/1/"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-03-04", "Nothing has been said here since March 4, 2026."),
        ("9998-12-31", "Nothing has been said here since"),
        ("yesterday", "Which day?"),
        ("2026-02-30", "Which day?"),
        ("9999-12-31", "Which day?"),
        ("", "Which day?"),
    ],
)
def test_where_there_is_nothing_to_go_to_it_is_said(
    client: Client, old_room: Room, bob: User, date: str, words: str
) -> None:
    assert leads_to(client, old_room, bob, date) == f"/rooms/{old_room.pk}/"
    assert words in client.get(f"/rooms/{old_room.pk}/").content.decode()


def test_an_empty_room_has_no_days(client: Client, den: Room, ann: User) -> None:
    assert leads_to(client, den, ann, "2026-03-01") == f"/rooms/{den.pk}/"


def test_of_a_room_one_is_not_in_nothing_is_told(
    client: Client, old_room: Room, den: Room, bob: User, carol: User
) -> None:
    client.force_login(bob)
    assert client.get(f"/rooms/{den.pk}/at/?date=2026-03-01").status_code == 404
    client.force_login(carol)
    assert client.get(f"/rooms/{old_room.pk}/at/?date=2026-03-01").status_code == 403
