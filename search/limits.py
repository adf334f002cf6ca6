"""How often one person may search."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

PER_SECOND, AT_ONCE = 2, 30

searches = Buckets(PER_SECOND, AT_ONCE)


def check_pace(user: User) -> None:
    """Count a search. Raises TooFast."""
    if not settings.BENCH:
        searches.take(user.pk, time.monotonic())
