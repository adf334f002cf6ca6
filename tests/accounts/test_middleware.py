"""Last seen is kept, lightly."""

from datetime import timedelta

import pytest
from django.test import AsyncClient, Client
from django.utils import timezone

from accounts import middleware
from accounts.models import LoggedInUser, User
from accounts.sessions import LOGIN
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_a_request_notes_that_the_log_in_is_in_use(client: Client, ann: User) -> None:
    signed_in(client, ann)
    long_ago = timezone.now() - timedelta(days=1)
    LoggedInUser.objects.update(last_seen=long_ago)
    middleware._noted.forget(client.session[LOGIN])
    client.get("/account/profile/")
    assert ann.logins.get().last_seen > long_ago
    ann.refresh_from_db()
    assert ann.last_seen is not None


def test_the_next_request_writes_nothing(client: Client, ann: User) -> None:
    signed_in(client, ann).get("/account/profile/")
    long_ago = timezone.now() - timedelta(days=1)
    LoggedInUser.objects.update(last_seen=long_ago)
    client.get("/account/profile/")
    assert ann.logins.get().last_seen == long_ago


def test_a_session_in_use_does_not_run_out(client: Client, ann: User) -> None:
    signed_in(client, ann)
    middleware._noted.forget(client.session[LOGIN])
    middleware._renewed.forget(client.session[LOGIN])
    answer = client.get("/account/profile/")
    assert answer.cookies["rollcall_session"]["max-age"] == 30 * 86400


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_it_works_in_an_asynchronous_chain(async_client: AsyncClient, ann: User) -> None:
    await async_client.aforce_login(ann)
    assert (await async_client.get("/account/profile/")).status_code == 200
