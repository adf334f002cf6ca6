"""How fast one person may post, and open or fill rooms, through whatever door."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

BURST_SECONDS = 6  # worth of posts that may come at once

posts = Buckets(settings.POSTS_PER_SECOND, BURST_SECONDS * settings.POSTS_PER_SECOND)
marks = Buckets(settings.POSTS_PER_SECOND, BURST_SECONDS * settings.POSTS_PER_SECOND)
rooms = Buckets(settings.ROOM_CHANGES_PER_SECOND, settings.ROOM_CHANGES_AT_ONCE)


def check_pace(user: User) -> None:
    """Count a post, an edit or a deletion. Raises TooFast."""
    _count(posts, user)


def check_marks_pace(user: User) -> None:
    """Count a reaction, a pin or a bookmark. Raises TooFast."""
    _count(marks, user)


def check_room_pace(user: User) -> None:
    """Count a new room, or an invitation, which its guest is not asked about. Raises TooFast."""
    _count(rooms, user)


def _count(buckets: Buckets, user: User) -> None:
    if not settings.BENCH:
        buckets.take(user.pk, time.monotonic())
