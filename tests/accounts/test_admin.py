"""Django's admin does to people what the site's own actions do."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from accounts.models import LoggedInUser, User
from accounts.sessions import LOGIN
from tests.people import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/accounts/user/"
LOGINS = "/admin/accounts/loggedinuser/"


def act(client: Client, path: str, action: str, *keys: object) -> None:
    answer = client.post(path, {"action": action, ACTION_CHECKBOX_NAME: keys, "post": "yes"})
    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["", "add/", "1/change/", "1/password/"])
def test_the_pages_about_people_open(client: Client, operator: User, path: str) -> None:
    path = path.replace("1", str(operator.pk))
    assert signed_in(client, operator).get(PEOPLE + path).status_code == 200


def test_people_are_added_with_a_sorted_name(client: Client, operator: User) -> None:
    fields = {"username": "dave", "usable_password": "true"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    assert signed_in(client, operator).post(f"{PEOPLE}add/", fields | passwords).status_code == 302
    assert User.objects.get(username="dave").sort_key == b"dave"


def test_a_name_that_is_taken_in_another_case_is_refused_here_too(
    client: Client, ann: User, bob: User, operator: User
) -> None:
    signed_in(client, operator)
    passwords = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    new = client.post(f"{PEOPLE}add/", {"username": "ANN", **passwords})
    changed = client.post(f"{PEOPLE}{bob.pk}/change/", {"username": "ANN"})
    assert "already exists" in new.content.decode()
    assert "already exists" in changed.content.decode()


def test_a_person_deactivated_here_is_out_at_once(
    client: Client, ann: User, operator: User
) -> None:
    theirs = signed_in(Client(), ann)
    act(signed_in(client, operator), PEOPLE, "deactivate", ann.pk)
    assert theirs.get("/account/profile/").status_code == 302
    act(client, PEOPLE, "reactivate", ann.pk)
    signed_in(Client(), ann)


def test_people_are_forgotten_and_never_deleted(client: Client, ann: User, operator: User) -> None:
    act(signed_in(client, operator), PEOPLE, "forget", ann.pk)
    ann.refresh_from_db()
    assert ann.username == f"deleted-{ann.pk}"
    assert client.post(f"{PEOPLE}{ann.pk}/delete/", {"post": "yes"}).status_code == 403


BAN = {"action": "ban", "reason": "Spam", "until": ""}


def test_people_are_banned_together_once_a_reason_is_given(
    client: Client, ann: User, bob: User, operator: User
) -> None:
    chosen = {ACTION_CHECKBOX_NAME: [ann.pk, bob.pk]}
    form = signed_in(client, operator).post(PEOPLE, {"action": "ban", **chosen})
    assert "@bob" in form.content.decode()
    assert not User.objects.exclude(banned_until=None)
    client.post(PEOPLE, BAN | chosen)
    assert [user.ban_reason for user in User.objects.exclude(banned_until=None)] == ["Spam"] * 2
    act(client, PEOPLE, "unban", ann.pk, bob.pk)
    assert not User.objects.exclude(banned_until=None)


def test_a_ban_that_has_ended_already_is_refused_with_its_form(
    client: Client, ann: User, operator: User
) -> None:
    fields = BAN | {"until": "2020-01-01T00:00", ACTION_CHECKBOX_NAME: [ann.pk]}
    form = signed_in(client, operator).post(PEOPLE, fields)
    assert "lies in the future" in form.content.decode()
    ann.refresh_from_db()
    assert not ann.banned


def test_operators_do_nothing_to_themselves(client: Client, operator: User) -> None:
    act(signed_in(client, operator), PEOPLE, "deactivate", operator.pk)
    client.post(PEOPLE, BAN | {ACTION_CHECKBOX_NAME: [operator.pk]})
    assert client.get(PEOPLE).status_code == 200
    operator.refresh_from_db()
    assert operator.is_active
    assert not operator.banned


def test_a_log_in_deleted_here_ends(client: Client, ann: User, operator: User) -> None:
    theirs = signed_in(Client(), ann)
    act(signed_in(client, operator), LOGINS, "delete_selected", theirs.session[LOGIN])
    assert theirs.get("/account/profile/").status_code == 302
    assert LoggedInUser.objects.get().user == operator


def test_staff_without_further_rights_see_nothing_here(client: Client, staff: User) -> None:
    assert signed_in(client, staff).get(PEOPLE).status_code == 403
