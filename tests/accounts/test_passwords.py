"""A new password ends every other log-in and keeps this one."""

import re

import pytest
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.sessions import LOGIN
from tests.people import PASSWORD, signed_in

pytestmark = pytest.mark.django_db

NEW = "another horse battery"


def change_password(client: Client) -> HttpResponse:
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post("/account/password/change/", fields)


def test_the_browser_that_changed_it_stays_logged_in_under_a_new_session_key(
    client: Client, ann: User
) -> None:
    signed_in(client, ann)
    key, login = client.session.session_key, client.session[LOGIN]
    assert change_password(client).status_code == 302
    assert client.session.session_key != key
    assert client.session[LOGIN] == login == ann.logins.get().key
    assert client.get("/account/profile/").status_code == 200


def test_every_other_log_in_ends(client: Client, ann: User) -> None:
    other = signed_in(Client(), ann)
    change_password(signed_in(client, ann))
    assert other.get("/account/profile/").status_code == 302


def test_the_old_password_is_over(client: Client, ann: User) -> None:
    change_password(signed_in(client, ann))
    assert Client().post("/log_in/", {"login": "ann", "password": PASSWORD}).status_code == 200


def test_a_wrong_old_password_changes_nothing(client: Client, ann: User) -> None:
    other = signed_in(Client(), ann)
    fields = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert signed_in(client, ann).post("/account/password/change/", fields).status_code == 200
    assert other.get("/account/profile/").status_code == 200


def test_a_reset_by_e_mail_ends_every_log_in(
    client: Client, ann: User, mailoutbox: list[EmailMessage]
) -> None:
    ann.email = "ann@example.com"
    ann.save()
    other = signed_in(Client(), ann)
    client.post("/account/password/reset/", {"email": "ann@example.com"})
    path = re.search(r"http://testserver(/account/password/reset/key/\S+)", mailoutbox[0].body)[1]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    assert client.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert other.get("/account/profile/").status_code == 302
    assert client.post("/log_in/", {"login": "ann", "password": NEW}).status_code == 302


def test_a_reset_for_an_unknown_address_writes_to_nobody(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    assert client.post("/account/password/reset/", {"email": "x@example.com"}).status_code == 302
    assert not mailoutbox


def test_an_operator_who_sets_a_password_ends_the_persons_log_ins(
    client: Client, ann: User, operator: User
) -> None:
    other = signed_in(Client(), ann)
    fields = {"usable_password": "true", "password1": NEW, "password2": NEW}
    path = f"/admin/accounts/user/{ann.pk}/password/"
    assert signed_in(client, operator).post(path, fields).status_code == 302
    assert other.get("/account/profile/").status_code == 302
    assert not ann.logins.exists()
