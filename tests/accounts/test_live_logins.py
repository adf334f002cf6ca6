"""Which session cookies let a socket in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.live_logins import live_logins
from accounts.models import LoggedInUser, Session, User
from accounts.sessions import LOGIN
from tests.people import signed_in

pytestmark = pytest.mark.django_db

STRANGERS = "a" * 32


def cookie_of(user: User) -> str:
    key = signed_in(Client(), user).session.session_key
    assert key
    return key


def test_many_cookies_are_one_query(
    ann: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [cookie_of(ann), STRANGERS, cookie_of(bob), cookie_of(ann)]
    with django_assert_num_queries(1):
        found = live_logins([*keys, keys[0]])
    assert [login and login.user for login in found] == [ann, None, bob, ann, ann]
    assert found[0] == found[4] != found[3]
    assert found[0]
    assert found[0].key == Session.objects.get(pk=keys[0]).login_id


def test_all_that_requests_read_of_a_person_is_there(
    ann: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    User.objects.filter(pk=ann.pk).update(name="Ann A.")
    (login,) = live_logins([cookie_of(ann)])
    assert login
    with django_assert_num_queries(0):
        assert (login.user.pk, login.user.username) == (ann.pk, "ann")
        assert login.user.shown_name == "Ann A."


def shut_out(user: User, **fields: object) -> None:
    User.objects.filter(pk=user.pk).update(**fields)


@pytest.mark.parametrize(
    "end",
    [
        lambda ann: Session.objects.update(expire_date=timezone.now()),
        lambda ann: Session.objects.update(login=None),
        lambda ann: Session.objects.update(session_data="nonsense"),
        lambda ann: LoggedInUser.objects.all().delete(),
        lambda ann: shut_out(ann, password="another"),
        lambda ann: shut_out(ann, is_active=False),
        lambda ann: shut_out(ann, banned_until=timezone.now() + timedelta(days=1)),
    ],
)
def test_what_has_ended_lets_nobody_in(ann: User, end) -> None:
    key = cookie_of(ann)
    end(ann)
    assert live_logins([key]) == [None]


def test_a_ban_that_is_over_is_over(ann: User) -> None:
    shut_out(ann, banned_until=timezone.now() - timedelta(seconds=1))
    assert live_logins([cookie_of(ann)]) != [None]


def test_a_session_of_somebody_else_s_data_lets_nobody_in(ann: User, bob: User) -> None:
    key = cookie_of(ann)
    Session.objects.filter(pk=key).update(login=LoggedInUser.objects.create(user=bob))
    assert LOGIN in Session.objects.get(pk=key).get_decoded()
    assert live_logins([key]) == [None]
