"""The staff's page about people."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_there_is_no_such_page_for_people(client: Client, ann: User) -> None:
    assert signed_in(client, ann).get("/account/people/").status_code == 404


def test_strangers_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get("/account/people/").status_code == 302


def test_staff_find_people_by_any_part_of_their_names(
    client: Client, ann: User, bob: User, staff: User
) -> None:
    page = signed_in(client, staff).get("/account/people/?q=AN").content.decode()
    assert "@ann" in page
    assert "@bob" not in page


def test_long_lists_come_in_pages(client: Client, staff: User) -> None:
    User.objects.create_many(f"guest{n:03}" for n in range(60))
    page = signed_in(client, staff).get("/account/people/?page=2").content.decode()
    assert "@guest059" in page
    assert "@guest001" not in page


def test_a_deactivated_person_is_out_on_their_next_request(
    client: Client, ann: User, staff: User
) -> None:
    theirs = signed_in(Client(), ann)
    signed_in(client, staff).post(f"/account/people/{ann.pk}/deactivate/")
    assert theirs.get("/account/profile/").status_code == 302
    ann.refresh_from_db()
    assert ann.deactivated


def test_a_reactivated_person_logs_in_again(client: Client, ann: User, staff: User) -> None:
    signed_in(client, staff).post(f"/account/people/{ann.pk}/deactivate/")
    client.post(f"/account/people/{ann.pk}/reactivate/")
    signed_in(Client(), ann)


def test_a_banned_person_is_out_on_their_next_request(
    client: Client, ann: User, staff: User
) -> None:
    theirs = signed_in(Client(), ann)
    signed_in(client, staff).post(f"/account/people/{ann.pk}/ban/", {"reason": "Spam", "until": ""})
    assert theirs.get("/account/profile/").status_code == 302
    ann.refresh_from_db()
    assert ann.banned_for_ever


def test_a_ban_ends_when_staff_said(client: Client, ann: User, staff: User) -> None:
    until = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    signed_in(client, staff).post(f"/account/people/{ann.pk}/ban/", {"reason": "x", "until": until})
    ann.refresh_from_db()
    assert ann.banned_until.strftime("%Y-%m-%dT%H:%M") == until


@pytest.mark.parametrize("fields", [{"reason": ""}, {"reason": "x", "until": "2020-01-01T00:00"}])
def test_a_ban_needs_a_reason_and_an_end_in_the_future(
    client: Client, ann: User, staff: User, fields: dict[str, Any]
) -> None:
    answer = signed_in(client, staff).post(f"/account/people/{ann.pk}/ban/", fields)
    assert answer.status_code == 200
    ann.refresh_from_db()
    assert not ann.banned


def test_a_ban_can_be_ended(client: Client, ann: User, staff: User) -> None:
    signed_in(client, staff).post(f"/account/people/{ann.pk}/ban/", {"reason": "x"})
    client.post(f"/account/people/{ann.pk}/unban/")
    signed_in(Client(), ann)


@pytest.mark.parametrize("verb", ["deactivate", "ban"])
def test_staff_manage_neither_themselves_nor_other_staff(
    client: Client, staff: User, operator: User, verb: str
) -> None:
    signed_in(client, staff)
    for person in (staff, operator):
        answer = client.post(f"/account/people/{person.pk}/{verb}/", {"reason": "x"})
        assert answer.status_code == 404
    assert client.get("/account/people/").status_code == 200


def test_operators_manage_staff(client: Client, staff: User, operator: User) -> None:
    signed_in(client, operator).post(f"/account/people/{staff.pk}/deactivate/")
    staff.refresh_from_db()
    assert staff.deactivated


def test_people_manage_nobody(client: Client, ann: User, bob: User) -> None:
    signed_in(client, ann)
    assert client.post(f"/account/people/{bob.pk}/deactivate/").status_code == 404
    bob.refresh_from_db()
    assert bob.is_active


def test_an_unknown_verb_and_an_unknown_person_are_not_found(
    client: Client, ann: User, staff: User
) -> None:
    signed_in(client, staff)
    assert client.post(f"/account/people/{ann.pk}/promote/").status_code == 404
    assert client.post("/account/people/999/deactivate/").status_code == 404


def test_looking_changes_nobody(client: Client, ann: User, staff: User) -> None:
    assert signed_in(client, staff).get(f"/account/people/{ann.pk}/deactivate/").status_code == 405
