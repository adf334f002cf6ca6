"""The pages about one's own tabs and the processes, where no server runs beside the test."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import User
from example_channels.realtime.limits import Buckets
from presence import devices
from tests.people import signed_in

pytestmark = pytest.mark.django_db

MINE, PROCESSES = "/account/presence/mine/", "/staff/processes/"


@pytest.fixture(autouse=True)
def _rested() -> Iterator[None]:
    """Nobody asked anything in another test."""
    devices.questions.clear()
    yield
    devices.questions.clear()


@pytest.mark.parametrize("path", [MINE, PROCESSES])
def test_strangers_are_sent_to_the_log_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == f"/log_in/?next={path}"


def test_who_has_no_tab_reads_so_and_sees_where_they_are_logged_in(
    client: Client, ann: User
) -> None:
    page = signed_in(client, ann).get(MINE)
    assert page.context["state"] == "offline"
    assert "No tab of yours is connected." in page.content.decode()
    assert page.content.decode().count("This device") == 1


def test_looking_disconnects_nothing(client: Client, ann: User) -> None:
    assert signed_in(client, ann).get(f"{MINE}0123/").status_code == 405


@pytest.mark.parametrize("connection", ["x" * 65, "a b", "%00", "<b>"])
def test_what_is_no_connection_is_not_found(client: Client, ann: User, connection: str) -> None:
    assert signed_in(client, ann).post(f"{MINE}{connection}/").status_code == 404


def test_who_asks_all_processes_too_often_is_told_to_wait(
    client: Client, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "questions", Buckets(0.001, 20.0))
    signed_in(client, ann)
    answers = [client.get(MINE).status_code for _ in range(30)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_there_is_no_such_page_for_people(client: Client, ann: User, staff: User) -> None:
    assert signed_in(client, ann).get(PROCESSES).status_code == 404
    assert signed_in(Client(), staff).get(PROCESSES).status_code == 200


def test_staff_are_led_from_a_person_to_a_ban_and_others_are_not(
    client: Client, ann: User, bob: User, staff: User
) -> None:
    way = f"/account/people/{ann.pk}/ban/"
    assert way in signed_in(client, staff).get(f"/people/{ann.pk}/").content.decode()
    assert way not in signed_in(Client(), bob).get(f"/people/{ann.pk}/").content.decode()
    assert f"/{staff.pk}/ban/" not in client.get(f"/people/{staff.pk}/").content.decode()
