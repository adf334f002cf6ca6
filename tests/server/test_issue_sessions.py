import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import LoggedInUser, User
from chat.models import Room
from tests.site_process import manage

pytestmark = pytest.mark.django_db


@pytest.fixture
def _bench(settings: Settings) -> None:
    settings.BENCH = True


def issue(capsys: pytest.CaptureFixture[str], users: int = 2) -> list[list[str]]:
    call_command("issue_sessions", users=users, room="Bench")
    return [line.split() for line in capsys.readouterr().out.splitlines()]


def test_it_is_for_load_tests_only(settings):
    settings.BENCH = False
    with pytest.raises(CommandError, match="BENCH=1"):
        call_command("issue_sessions", users=1, room="Bench")
    assert not User.objects.exists()


@pytest.mark.usefixtures("_bench")
def test_a_line_for_each_and_the_room_last(capsys):
    *people, room = issue(capsys)
    assert [name for _, name, _ in people] == ["bench-0001", "bench-0002"]
    assert room == ["room", str(Room.objects.get(name="Bench").pk)]


@pytest.mark.usefixtures("_bench")
def test_each_cookie_is_a_log_in(capsys, settings):
    (user_id, _, cookie), *_ = issue(capsys)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert client.get("/").status_code == 200
    assert LoggedInUser.objects.filter(user=user_id).count() == 1


@pytest.mark.usefixtures("_bench")
def test_everybody_is_in_the_public_room(capsys):
    *people, (_, room_id) = issue(capsys)
    room = Room.objects.get(pk=room_id)
    assert room.kind == Room.Kind.PUBLIC
    assert {str(member.pk) for member in room.members.all()} == {line[0] for line in people}


@pytest.mark.usefixtures("_bench")
def test_again_it_takes_the_same_people_and_room(capsys):
    *first, room = issue(capsys)
    *second, same_room = issue(capsys, users=3)
    assert same_room == room
    assert [line[0] for line in second[:2]] == [line[0] for line in first]
    assert User.objects.count() == 3


@pytest.mark.usefixtures("_bench")
def test_a_name_that_no_room_can_have_is_refused_in_one_line():
    with pytest.raises(CommandError, match=r"\A--room .*\Z"):
        call_command("issue_sessions", users=1, room="x" * 100)
    assert not User.objects.exists()


@pytest.mark.server
def test_a_site_never_served_is_told_what_to_do(tmp_path):
    result = manage("issue_sessions", "--users=1", "--room=Bench", data_dir=tmp_path, BENCH="1")
    (line,) = result.stderr.splitlines()
    assert "manage.py migrate" in line
    assert result.returncode == 1
