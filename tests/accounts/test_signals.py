"""Logging in and out keeps one LoggedInUser per browser."""

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory

from accounts import hooks
from accounts.models import LoggedInUser, Session, User
from accounts.sessions import LOGIN
from tests.people import PASSWORD, make_person, signed_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_each_browser_is_a_log_in_of_its_own(ann: User) -> None:
    signed_in(Client(headers={"user-agent": FIREFOX}), ann)
    signed_in(Client(), ann)
    assert LoggedInUser.objects.of(ann).count() == 2
    assert LoggedInUser.objects.filter(user_agent=FIREFOX, address="127.0.0.1").count() == 1


def test_the_session_carries_its_log_in(client: Client, ann: User) -> None:
    signed_in(client, ann)
    login = ann.logins.get()
    assert client.session[LOGIN] == login.key
    assert Session.objects.get(pk=client.session.session_key).login == login


def test_logging_out_ends_this_log_in_only(client: Client, ann: User) -> None:
    other = signed_in(Client(), ann)
    signed_in(client, ann).post("/log_out/")
    assert [login.key for login in ann.logins.all()] == [other.session[LOGIN]]


def test_logging_in_again_replaces_the_log_in_of_this_browser(client: Client, ann: User) -> None:
    signed_in(client, ann)
    first = client.session[LOGIN]
    client.force_login(ann)
    assert client.session[LOGIN] != first
    assert [login.key for login in ann.logins.all()] == [client.session[LOGIN]]
    assert client.get("/account/profile/").status_code == 200


def test_another_persons_log_in_in_the_same_browser_replaces_the_first(
    client: Client, ann: User, bob: User
) -> None:
    signed_in(client, ann)
    request = RequestFactory().get("/")
    request.session, request.user = client.session, ann
    get_adapter(request).login(request, bob)
    request.session.save()
    assert not ann.logins.exists()
    assert bob.logins.get().key == request.session[LOGIN]


@pytest.mark.django_db(transaction=True)
def test_those_who_asked_hear_of_an_ended_log_in(client: Client, ann: User) -> None:
    heard = []

    def hear(user_id: int, key: str, **_: Any) -> None:
        heard.append((user_id, key))

    hooks.login_ended.connect(hear)
    signed_in(client, ann)
    key = client.session[LOGIN]
    client.post("/log_out/")
    hooks.login_ended.disconnect(hear)
    assert heard == [(ann.pk, key)]


@pytest.mark.django_db(transaction=True)
def test_those_who_asked_hear_of_new_people(client: Client) -> None:
    heard = []

    def hear(user_id: int, **_: Any) -> None:
        heard.append(user_id)

    hooks.user_changed.connect(hear)
    ann = make_person("ann")
    ann.set_password(PASSWORD)
    ann.save()
    hooks.user_changed.disconnect(hear)
    assert heard == [User.objects.get().pk]
