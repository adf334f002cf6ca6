"""Browsers of ann and bob; nobody has posted yet when a test begins."""

import pytest
from django.test import Client

from accounts.models import User
from chat import limits
from presence.limits import changes


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Ids come again in the next test, and with them the buckets of those who had them."""
    limits.posts.clear()
    limits.marks.clear()
    limits.rooms.clear()
    changes.clear()


@pytest.fixture
def anns(client: Client, ann: User) -> Client:
    """Ann's browser."""
    client.force_login(ann)
    return client


@pytest.fixture
def bobs(bob: User) -> Client:
    """Bob's browser."""
    browser = Client()
    browser.force_login(bob)
    return browser
