"""Who may know of which log."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from pytest_django import Settings

from feeds.catalogue import NoSuchFeed, feed_of, readable_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _feeds(settings: Settings) -> None:
    readers = {"open": "everyone", "inner": "staff", "books": "auditors"}
    settings.LOG_FEEDS = {
        name: {"path": f"/{name}", "readers": who} for name, who in readers.items()
    }


def names(user) -> list[str]:
    return [feed.name for feed in readable_by(user)]


def test_each_reads_what_is_theirs(ann, bob, staff, operator):
    bob.groups.add(Group.objects.create(name="auditors"))
    assert names(ann) == ["open"]
    assert names(bob) == ["open", "books"]
    assert names(staff) == ["open", "inner"]
    assert names(operator) == ["open", "inner", "books"]


def test_a_group_called_staff_makes_nobody_staff(ann):
    ann.groups.add(Group.objects.create(name="staff"))
    assert names(ann) == ["open"]


def test_rights_are_those_of_now(staff):
    assert feed_of(staff.pk, "log:inner").path == Path("/inner")
    type(staff).objects.filter(pk=staff.pk).update(is_staff=False)
    with pytest.raises(NoSuchFeed):
        feed_of(staff.pk, "log:inner")


@pytest.mark.parametrize("feed", ["inner", "log:none", "log:", "", "run:open", "log:../open"])
def test_what_is_not_listed_cannot_be_named(staff, feed):
    with pytest.raises(NoSuchFeed):
        feed_of(staff.pk, feed)


def test_a_closed_account_reads_nothing(ann):
    type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    with pytest.raises(NoSuchFeed):
        feed_of(ann.pk, "log:open")
