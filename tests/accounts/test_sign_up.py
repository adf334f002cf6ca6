"""Signing up: open, by invitation, not at all."""

import re

import pytest
from django.contrib.auth import get_user
from django.core import signing
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from accounts import invitations
from accounts.models import User
from tests.people import PASSWORD, signed_in

pytestmark = pytest.mark.django_db


def sign_up(
    client: Client, username: str, password: str = PASSWORD, email: str = ""
) -> HttpResponse:
    fields = {"username": username, "email": email, "password1": password, "password2": password}
    return client.post("/sign_up/", fields)


@pytest.mark.parametrize("name", ["dave", "王小明", "Émile"])
def test_a_stranger_signs_up_and_is_logged_in(client: Client, name: str) -> None:
    assert sign_up(client, name)["Location"] == "/"
    assert get_user(client).username == name


def test_new_people_have_no_rights(client: Client) -> None:
    sign_up(client, "dave")
    assert not User.objects.filter(is_staff=True).exists()


@pytest.mark.parametrize("name", ["ann", "Ann", "ＡＮＮ"])
def test_a_taken_name_is_refused_in_every_spelling(client: Client, ann: User, name: str) -> None:
    answer = sign_up(client, name)
    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["all", "Everyone", "admin", "deleted-3"])
def test_a_reserved_name_is_refused(client: Client, name: str) -> None:
    assert "reserved" in sign_up(client, name).content.decode()


@pytest.mark.parametrize("name", ["a b", "@ann", "x" * 33, "ﷺ" * 10])
def test_an_impossible_name_is_refused(client: Client, name: str) -> None:
    assert sign_up(client, name).status_code == 200
    assert not User.objects.exists()


def test_a_weak_password_is_refused(client: Client) -> None:
    assert "too common" in sign_up(client, "dave", "password").content.decode()


def test_an_e_mail_address_is_optional(client: Client) -> None:
    sign_up(client, "dave", email="dave@example.com")
    assert User.objects.get().email == "dave@example.com"


def test_where_sign_up_is_closed_the_page_says_so(client: Client, settings: Settings) -> None:
    settings.SIGN_UP = "closed"
    assert "Sign-up is closed" in client.get("/sign_up/").content.decode()
    sign_up(client, "dave")
    assert not User.objects.exists()


def test_by_invitation_only_strangers_are_turned_away(client: Client, settings: Settings) -> None:
    settings.SIGN_UP = "invite"
    sign_up(client, "dave")
    assert not User.objects.exists()


def test_staff_make_a_link_that_lets_a_guest_in_once(
    client: Client, staff: User, settings: Settings
) -> None:
    settings.SIGN_UP = "invite"
    page = signed_in(Client(), staff).post("/account/people/invite/").content.decode()
    link = page.partition('value="http://testserver')[2].partition('"')[0]
    assert client.get(link)["Location"] == "/sign_up/"
    assert sign_up(client, "dave").status_code == 302
    client.post("/log_out/")
    sign_up(client, "eve")
    assert not User.objects.filter(username="eve").exists()


def test_an_invitation_dies_with_the_rights_of_who_made_it(client: Client, staff: User) -> None:
    token = invitations.make(staff)
    staff.is_staff = False
    staff.save()
    assert client.get(f"/account/invitation/{token}/").status_code == 410


def test_an_invitation_is_good_for_a_week(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invitations.make(staff)
    monkeypatch.setattr(invitations, "VALID", -invitations.VALID)
    assert client.get(f"/account/invitation/{token}/").status_code == 410


@pytest.mark.parametrize(
    "token", ["nonsense", signing.dumps(1, salt="another")], ids=["nonsense", "of another kind"]
)
def test_a_forged_invitation_is_refused(client: Client, staff: User, token: str) -> None:
    assert client.get(f"/account/invitation/{token}/").status_code == 410


def test_signing_up_over_and_over_is_answered_with_too_many_attempts(client: Client) -> None:
    answers = {sign_up(client, "a b").status_code for _ in range(21)}
    assert answers == {200, 429}


def test_where_addresses_must_be_confirmed_the_link_in_the_mail_does_it(
    client: Client, settings: Settings, db: None, mailoutbox: list[EmailMessage]
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
    answer = sign_up(client, "dave", email="dave@example.com")
    assert answer["Location"] == "/account/confirm-email/"
    assert get_user(client).is_anonymous
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", str(mailoutbox[0].body))
    assert link
    client.post(link[1])
    assert client.post("/log_in/", {"login": "dave", "password": PASSWORD})["Location"] == "/"
