"""``manage.py fill`` makes what a load test needs, and only there."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import User
from chat.models import Membership, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def _bench(settings: Settings) -> None:
    settings.BENCH = True


def test_it_is_for_load_tests_only(settings: Settings) -> None:
    settings.BENCH = False
    with pytest.raises(CommandError, match="BENCH=1"):
        call_command("fill", people=1)
    assert not User.objects.exists()


@pytest.mark.usefixtures("_bench")
def test_rooms_have_members_and_messages_without_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("fill", people=4, rooms=2, members=2, messages=3)
    lines = [list(map(int, line.split())) for line in capsys.readouterr().out.splitlines()]
    for room_id, *members in lines:
        room = Room.objects.get(pk=room_id)
        assert set(room.memberships.values_list("user_id", flat=True)) == set(members)
        assert room.memberships.filter(role=Membership.Role.OWNER).count() == 1
        assert sorted(room.messages.values_list("position", flat=True)) == [1, 2, 3]
        assert (room.head, room.version) == (3, 3)
    assert {member for _, *members in lines for member in members} == {
        user.pk for user in User.objects.all()
    }


@pytest.mark.usefixtures("_bench")
def test_a_filled_site_is_not_filled_again() -> None:
    call_command("fill", people=1)
    with pytest.raises(CommandError, match="filled already"):
        call_command("fill", people=1)
