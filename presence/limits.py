"""How fast one person may change what others see of them, through whatever door."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

A_SECOND, AT_ONCE = 1.0, 20.0

changes = Buckets(A_SECOND, AT_ONCE)


def check_pace(user: User) -> None:
    """Count a change that every process is told of. Raises TooFast."""
    if not settings.BENCH:
        changes.take(user.pk, time.monotonic())
