"""Ann, bob, carol and the staff, and how a test logs them in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import User

PASSWORD = "correct horse battery"
SOURCES = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def _quick_and_forgetful(settings: Settings) -> Iterator[None]:
    """Cheap passwords, static files as they lie there, and no rate limit met in another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": SOURCES}}
    cache.clear()
    yield
    cache.clear()


def make_person(username: str, **fields: Any) -> User:
    return User.objects.create_user(username, password=PASSWORD, **fields)


def signed_in(client: Client, user: User) -> Client:
    """Log ``user`` in through the site's own form, and return the client."""
    answer = client.post("/log_in/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


@pytest.fixture
def ann(db: None) -> User:
    return make_person("ann")


@pytest.fixture
def bob(db: None) -> User:
    return make_person("bob")


@pytest.fixture
def carol(db: None) -> User:
    return make_person("carol")


@pytest.fixture
def staff(db: None) -> User:
    """Olga, who manages people."""
    return make_person("olga", is_staff=True)


@pytest.fixture
def operator(db: None) -> User:
    """Oscar, who may do everything."""
    return make_person("oscar", is_staff=True, is_superuser=True)
