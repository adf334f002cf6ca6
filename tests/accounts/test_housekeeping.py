"""Which log-ins of open sockets have ended without anybody being told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.housekeeping import ended_among
from accounts.models import FOR_EVER, LoggedInUser, Session, User
from accounts.sessions import LOGIN
from tests.people import signed_in

pytestmark = pytest.mark.django_db

ENDS: dict[str, Callable[[], object]] = {
    "expired": lambda: Session.objects.update(expire_date=timezone.now()),
    "cleared": lambda: Session.objects.all().delete(),
    "deleted": lambda: LoggedInUser.objects.all().delete(),
    "deactivated": lambda: User.objects.update(is_active=False),
    "banned": lambda: User.objects.update(banned_until=FOR_EVER),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_whatever_ended_it_in_the_database_a_log_in_is_found_to_have_ended(
    client: Client, ann: User, end: Callable[[], object]
) -> None:
    key = signed_in(client, ann).session[LOGIN]
    end()
    assert ended_among({key}) == {key}


def test_others_have_not_ended(client: Client, ann: User, bob: User) -> None:
    lasting, ended = signed_in(client, ann).session[LOGIN], signed_in(Client(), bob).session[LOGIN]
    User.objects.filter(pk=ann.pk).update(banned_until=timezone.now() - timedelta(seconds=1))
    Session.objects.filter(login=ended).delete()
    assert ended_among({lasting, ended}) == {ended}
    assert ended_among(set()) == set()
