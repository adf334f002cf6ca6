"""The link that makes the first operator."""

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from accounts import actions, setup
from accounts.models import User
from tests.people import PASSWORD, make_person

pytestmark = pytest.mark.django_db

FORM = {"username": "oscar", "email": "", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def path() -> str:
    link = setup.link("http://127.0.0.1:8000/")
    assert link is not None
    return link.removeprefix("http://127.0.0.1:8000")


def test_the_link_makes_the_operator_and_logs_them_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.post(path, FORM)["Location"] == "/"
    user = get_user(client)
    assert (user.username, user.is_staff, user.is_superuser) == ("oscar", True, True)
    assert user.logins.count() == 1


def test_the_link_works_where_sign_up_is_closed(
    client: Client, path: str, settings: Settings
) -> None:
    settings.SIGN_UP = "closed"
    assert client.post(path, FORM).status_code == 302


def test_the_link_outlives_a_stranger_who_signs_up_first(
    client: Client, path: str, ann: User
) -> None:
    assert setup.link("http://127.0.0.1:8000") is not None
    assert client.post(path, FORM).status_code == 302
    assert list(User.objects.operators().values_list("username", flat=True)) == ["oscar"]
    ann.refresh_from_db()
    assert not ann.is_staff


def test_the_link_dies_as_soon_as_there_is_an_operator(client: Client, path: str) -> None:
    make_person("ann", is_superuser=True)
    assert client.get(path).status_code == 410
    assert client.post(path, FORM).status_code == 410
    assert not User.objects.filter(is_staff=True).exists()


def test_there_is_no_link_once_there_is_an_operator(operator: User) -> None:
    assert setup.link("http://127.0.0.1:8000") is None


def test_the_link_is_good_for_a_day(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "VALID", -setup.VALID)
    assert client.get(path).status_code == 410


def test_a_forged_link_makes_nobody(client: Client) -> None:
    assert client.post("/account/set_up/nonsense/", FORM).status_code == 410
    assert not User.objects.exists()


def test_of_two_who_use_the_link_at_once_the_second_gets_nothing(ann: User, bob: User) -> None:
    actions.make_first_operator(ann)
    with pytest.raises(ValidationError):
        actions.make_first_operator(bob)
    bob.refresh_from_db()
    assert not bob.is_staff
