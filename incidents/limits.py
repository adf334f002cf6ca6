"""How often one person may change or look through incidents, by whatever door."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

CHANGES_PER_SECOND, CHANGES_AT_ONCE = 0.5, 30
LOOKS_PER_SECOND, LOOKS_AT_ONCE = 1, 30  # an answer reads a few hundred rows

changes = Buckets(CHANGES_PER_SECOND, CHANGES_AT_ONCE)
looks = Buckets(LOOKS_PER_SECOND, LOOKS_AT_ONCE)


def check_change_pace(user: User) -> None:
    """Count an incident or an area that is made or changed. Raises TooFast."""
    _count(changes, user)


def check_look_pace(user: User) -> None:
    """Count a look at all of them. Raises TooFast."""
    _count(looks, user)


def _count(buckets: Buckets, user: User) -> None:
    if not settings.BENCH:
        buckets.take(user.pk, time.monotonic())
