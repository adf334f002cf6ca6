"""Logging in and out, as people and attackers try it."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import FOR_EVER, User
from tests.people import PASSWORD, make_person, signed_in

pytestmark = pytest.mark.django_db


def log_in(
    client: Client, login: str = "ann", password: str = PASSWORD, **more: Any
) -> HttpResponse:
    return client.post("/log_in/", {"login": login, "password": password, **more})


def test_strangers_are_sent_to_the_log_in_and_back(client: Client, ann: User) -> None:
    assert client.get("/account/profile/")["Location"] == "/log_in/?next=/account/profile/"
    assert log_in(client, next="/account/profile/")["Location"] == "/account/profile/"


@pytest.mark.parametrize("login", ["jürgen", "JÜRGEN", " Jürgen "])
def test_a_username_works_in_any_case(client: Client, db: None, login: str) -> None:
    make_person("Jürgen")
    assert log_in(client, login)["Location"] == "/"


def test_an_e_mail_address_works_where_one_was_given(client: Client) -> None:
    client.post(
        "/sign_up/",
        {
            "username": "ann",
            "email": "ann@example.com",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    client.post("/log_out/")
    assert log_in(client, "ann@example.com").status_code == 302


def test_a_wrong_password_is_said_so_and_lets_nobody_in(client: Client, ann: User) -> None:
    answer = log_in(client, password="wrong")
    assert answer.status_code == 200
    assert "password you specified are not correct" in answer.content.decode()
    assert not ann.logins.exists()


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_a_log_in_never_leads_to_a_foreign_site(client: Client, ann: User, foreign: str) -> None:
    assert log_in(client, next=foreign)["Location"] == "/"


def test_asking_for_the_log_out_page_changes_nothing(client: Client, ann: User) -> None:
    signed_in(client, ann)
    assert client.get("/log_out/").status_code == 200
    assert client.get("/account/profile/").status_code == 200
    assert ann.logins.exists()


def test_logging_out_needs_a_post_and_ends_the_session(client: Client, ann: User) -> None:
    signed_in(client, ann)
    assert client.post("/log_out/")["Location"] == "/log_in/"
    assert client.get("/account/profile/").status_code == 302


def test_a_deactivated_person_cannot_log_in_and_is_told_why(client: Client, ann: User) -> None:
    ann.is_active = False
    ann.save()
    answer = client.post("/log_in/", {"login": "ann", "password": PASSWORD}, follow=True)
    assert "This account is deactivated" in answer.content.decode()
    assert not ann.logins.exists()


def test_a_banned_person_is_told_why_and_until_when(client: Client, ann: User) -> None:
    ann.banned_until, ann.ban_reason = timezone.now() + timedelta(days=400), "Spam"
    ann.save()
    answer = log_in(client)
    assert answer.status_code == 403
    assert "Reason given: Spam" in answer.content.decode()
    assert str(ann.banned_until.year) in answer.content.decode()
    assert not ann.logins.exists()


def test_a_ban_for_ever_names_no_date(client: Client, ann: User) -> None:
    ann.banned_until = FOR_EVER
    ann.save()
    page = log_in(client).content.decode()
    assert "The ban has no end." in page
    assert "9999" not in page


def test_a_ban_is_told_only_to_who_knows_the_password(client: Client, ann: User) -> None:
    ann.banned_until, ann.ban_reason = FOR_EVER, "Spam"
    ann.save()
    assert "Spam" not in log_in(client, password="wrong").content.decode()


def test_a_ban_that_is_over_lets_in_again(client: Client, ann: User) -> None:
    ann.banned_until = timezone.now() - timedelta(seconds=1)
    ann.save()
    assert log_in(client).status_code == 302


def test_guessing_passwords_is_answered_with_too_many_attempts(client: Client, ann: User) -> None:
    answers = [log_in(client, password=f"wrong {n}").status_code for n in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert "Too many attempts" in log_in(client).content.decode()


def test_guessing_one_persons_password_does_not_lock_others_out(
    client: Client, ann: User, bob: User
) -> None:
    for n in range(6):
        log_in(client, password=f"wrong {n}")
    assert log_in(client, "bob").status_code == 302


def test_load_tests_meet_no_rate_limit(client: Client, ann: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    assert [log_in(client, password="wrong").status_code for _ in range(20)] == [200] * 20


def test_the_admin_uses_the_sites_log_in(client: Client, ann: User) -> None:
    assert client.get("/admin/login/")["Location"].startswith("/log_in/")
    make_person("eve")
    signed_in(client, ann)
    assert client.get("/admin/").status_code in (302, 403)
