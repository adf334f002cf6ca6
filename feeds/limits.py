"""How often one person may have a file looked through, by whatever door."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

PER_SECOND, AT_ONCE = 2, 30  # Where lines have no ends, one answer reads up to files.FAR bytes.

reads = Buckets(PER_SECOND, AT_ONCE)


def check_pace(user: User) -> None:
    """Count a page, or a feed that is followed. Raises TooFast."""
    if not settings.BENCH:
        reads.take(user.pk, time.monotonic())
