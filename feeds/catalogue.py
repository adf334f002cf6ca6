"""Which logs there are, found through the person who asks.

Nothing a client sends becomes a path: it names one of the operator's list, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from accounts.models import User

EVERYONE, STAFF = "everyone", "staff"
PREFIX = "log:"  # of a log's id among all feeds


class NoSuchFeed(ObjectDoesNotExist):
    """There is none of that name, or it is not for this person to know of."""


class LogFeed(NamedTuple):
    """A file that may be watched. ``readers``: "staff", "everyone", or the name of a group."""

    name: str
    path: Path
    readers: str

    @property
    def id(self) -> str:
        return f"{PREFIX}{self.name}"


def log_feeds() -> list[LogFeed]:
    """Every log of the operator's list, in its order."""
    return [
        LogFeed(name, Path(feed["path"]), feed["readers"])
        for name, feed in settings.LOG_FEEDS.items()
    ]


def readable_by(user: User) -> list[LogFeed]:
    """The logs somebody may read, with their rights as ``user`` has them."""
    feeds = log_feeds()
    roles = _roles(user, feeds)
    return [feed for feed in feeds if user.is_superuser or feed.readers in roles]


def log_named(user: User, name: str) -> LogFeed:
    """Return a log that somebody may read. Raises NoSuchFeed."""
    for feed in readable_by(user):
        if feed.name == name:
            return feed
    raise NoSuchFeed


def log_of(user_id: int, feed_id: str) -> LogFeed:
    """Return a log by its id, with the person's rights as they are now. Raises NoSuchFeed."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not feed_id.startswith(PREFIX):
        raise NoSuchFeed
    return log_named(user, feed_id.removeprefix(PREFIX))


def readable_ids(user_ids: Collection[int]) -> dict[int, set[str]]:
    """What each of these people may read now, by id."""
    users = User.objects.filter(pk__in=user_ids, is_active=True).prefetch_related("groups")
    return {user.pk: {feed.id for feed in readable_by(user)} for user in users}


def _roles(user: User, feeds: Collection[LogFeed]) -> set[str]:
    roles = {EVERYONE, STAFF} if user.is_staff else {EVERYONE}
    if any(feed.readers not in (EVERYONE, STAFF) for feed in feeds):
        # A group may be called like one of these two, and is none of them.
        roles |= {group.name for group in user.groups.all()} - {EVERYONE, STAFF}
    return roles
