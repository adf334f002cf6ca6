"""People and log-ins as the database keeps them."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import FOR_EVER, LoggedInUser, User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("first", "second"), [("ann", "ANN"), ("jürgen", "JÜRGEN"), ("ß", "SS")])
def test_a_username_is_taken_in_every_case(db: None, first: str, second: str) -> None:
    User.objects.create_user(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(second)
    with pytest.raises(ValidationError, match="already exists"):
        User(username=second).clean()


def test_former_usernames_that_count_as_one_from_now_on_are_named(db: None) -> None:
    migration = import_module("accounts.migrations.0002_username_key")
    migration.refuse_shared(["ann", "bob"])
    with pytest.raises(CommandError, match="JÜRGEN, jürgen"):
        migration.refuse_shared(["ann", "JÜRGEN", "jürgen"])


def test_people_are_found_by_username_in_any_case(ann: User) -> None:
    assert User.objects.get_by_natural_key("aNN") == ann


def test_a_new_name_is_sorted_and_searched_by_at_once(ann: User) -> None:
    ann.name = "Zoë"
    ann.save(update_fields=["name"])
    ann.refresh_from_db()
    assert ann.sort_key == "zoe\u0308".encode()
    assert list(User.objects.matching("ZOE ann")) == [ann]


def test_the_list_shows_neither_deactivated_nor_banned_people(
    ann: User, bob: User, carol: User, staff: User
) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    User.objects.filter(pk=carol.pk).update(banned_until=FOR_EVER)
    assert list(User.objects.present_in_list()) == [ann, staff]


def test_a_ban_that_is_over_is_none(ann: User) -> None:
    ann.banned_until = timezone.now() - timedelta(seconds=1)
    ann.save()
    assert not ann.banned
    assert list(User.objects.allowed_in()) == [ann]


def test_many_people_made_at_once_are_sorted_and_searched_like_others(db: None) -> None:
    User.objects.create_many(["Zoe", "王小明"])
    assert [user.username for user in User.objects.present_in_list()] == ["Zoe", "王小明"]
    assert User.objects.matching("zo").get().username == "Zoe"


def test_staff_manage_people_but_neither_each_other_nor_themselves(
    ann: User, staff: User, operator: User
) -> None:
    assert list(User.objects.manageable_by(staff)) == [ann]


def test_operators_manage_staff_too(ann: User, staff: User, operator: User) -> None:
    assert set(User.objects.manageable_by(operator)) == {ann, staff}


def test_people_manage_nobody(ann: User, bob: User) -> None:
    assert not User.objects.manageable_by(ann)


def test_log_ins_without_a_session_are_left_behind_after_a_day(ann: User) -> None:
    LoggedInUser.objects.create(user=ann)
    old = LoggedInUser.objects.create(user=ann, logged_in_at=timezone.now() - timedelta(days=2))
    assert list(LoggedInUser.objects.left_behind()) == [old]
