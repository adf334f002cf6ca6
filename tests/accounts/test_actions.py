"""What changes people, and who is hung up on for it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import actions, hooks
from accounts.models import LoggedInUser, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def login(ann: User) -> LoggedInUser:
    return LoggedInUser.objects.create(user=ann)


@pytest.fixture
def changed() -> Iterator[list[int]]:
    """The ids of people whom ``user_changed`` told of."""
    heard = []

    def hear(user_id: int, **_: Any) -> None:
        heard.append(user_id)

    hooks.user_changed.connect(hear)
    yield heard
    hooks.user_changed.disconnect(hear)


def test_a_forgotten_person_leaves_nothing_but_a_number(
    ann: User, login: LoggedInUser, operator: User, changed: list[int]
) -> None:
    ann.name, ann.email = "Ann Lee", "ann@example.com"
    ann.save()
    actions.forget_user(operator, ann.pk)
    ann.refresh_from_db()
    assert (ann.username, ann.name, ann.email) == (f"deleted-{ann.pk}", "", "")
    assert not ann.is_active
    assert not ann.has_usable_password()
    assert not ann.logins.exists()
    assert not User.objects.matching("lee")
    assert changed[-1] == ann.pk


@pytest.mark.parametrize(
    "action", [actions.deactivate, actions.reactivate, actions.unban, actions.forget_user]
)
def test_what_one_may_not_manage_is_not_found(
    ann: User, bob: User, action: Callable[[User, int], User]
) -> None:
    with pytest.raises(User.DoesNotExist):
        action(ann, bob.pk)


def test_a_ban_that_ended_before_it_began_is_refused(ann: User, staff: User) -> None:
    with pytest.raises(ValidationError):
        actions.ban(staff, ann.pk, "x", timezone.now())


def test_a_change_taken_back_is_told_to_nobody(
    ann: User, login: LoggedInUser, staff: User, changed: list[int]
) -> None:
    with transaction.atomic():
        actions.deactivate(staff, ann.pk)
        transaction.set_rollback(True)
    assert not changed
    assert LoggedInUser.objects.filter(pk=login.pk).exists()


def test_a_listener_that_fails_harms_nobody(ann: User, caplog: pytest.LogCaptureFixture) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("broken listener")

    hooks.user_changed.connect(fail)
    actions.rename(ann, "Ann Lee")
    hooks.user_changed.disconnect(fail)
    ann.refresh_from_db()
    assert ann.name == "Ann Lee"


def test_seen_is_written_for_many_at_once(
    ann: User, bob: User, login: LoggedInUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    with django_assert_num_queries(2):
        actions.note_seen([ann.pk, bob.pk], [login.key], now)
    assert set(User.objects.values_list("last_seen", flat=True)) == {now}
