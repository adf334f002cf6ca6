"""Which feeds there are, found through the person who asks.

Nothing a client sends becomes a path: it names one of the operator's list, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from accounts.models import User
from feeds.models import PREFIX as RUN
from feeds.models import Run
from feeds.roles import EVERYONE, STAFF, plain_roles_of, roles_of

PREFIX = "log:"  # of a log's id among all feeds
MOST_DIGITS = 18  # of a number that a database takes


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


class RunFeed(NamedTuple):
    """What a run prints."""

    run: int

    @property
    def id(self) -> str:
        return f"{RUN}{self.run}"


Feed = LogFeed | RunFeed


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


def feed_of(user_id: int, feed_id: str) -> Feed:
    """Return a feed by its id, with the person's rights as they are now. Raises NoSuchFeed."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    kind, _colon, name = feed_id.partition(":")
    if user is None or f"{kind}:" not in _FINDERS:
        raise NoSuchFeed
    return _FINDERS[f"{kind}:"](user, name)


def run_named(user: User, number: str) -> RunFeed:
    """Return the feed of a run that somebody may read. Raises NoSuchFeed."""
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    run = Run.objects.readable_by(user).filter(pk=int(number)).first() if is_number else None
    if run is None or run.feed != f"{RUN}{number}":
        raise NoSuchFeed
    return RunFeed(run.pk)


def readable_among(watched: Mapping[int, Collection[str]]) -> dict[int, set[str]]:
    """Return which of the feeds that people watch, by ids, they may still read."""
    users = User.objects.filter(pk__in=watched, is_active=True).prefetch_related("groups")
    return {user.pk: _still_readable(user, watched[user.pk]) for user in users}


def _still_readable(user: User, feed_ids: Collection[str]) -> set[str]:
    logs = {feed.id for feed in readable_by(user)}
    numbers = [int(feed.removeprefix(RUN)) for feed in feed_ids if feed.startswith(RUN)]
    runs = Run.objects.readable_by(user).filter(pk__in=numbers) if numbers else ()
    return logs | {run.feed for run in runs}


def _roles(user: User, feeds: Collection[LogFeed]) -> set[str]:
    if all(feed.readers in (EVERYONE, STAFF) for feed in feeds):
        return plain_roles_of(user)
    return roles_of(user)


_FINDERS: dict[str, Callable[[User, str], Feed]] = {PREFIX: log_named, RUN: run_named}
