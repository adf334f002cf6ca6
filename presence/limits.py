"""How fast one person may change what others see of them, through whatever door."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

changes = Buckets(rate=1.0, burst=20.0)  # a second; at once


def check_pace(user: User) -> None:
    """Count a change that every process is told of. Raises TooFast."""
    if not settings.BENCH:
        changes.take(user.pk, time.monotonic())
