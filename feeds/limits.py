"""How often one person may have a file looked through, by whatever door."""

import time

from django.conf import settings

from accounts.models import User
from example_channels.realtime.limits import Buckets

PER_SECOND, AT_ONCE = 2, 30  # Where lines have no ends, one answer reads up to files.FAR bytes.

RUN_PER_SECOND, RUN_AT_ONCE = 20, 400  # One answer reads a few rows; a long run takes many.

reads = Buckets(PER_SECOND, AT_ONCE)
run_reads = Buckets(RUN_PER_SECOND, RUN_AT_ONCE)


def check_pace(user: User) -> None:
    """Count a page, or a feed that is followed. Raises TooFast."""
    if not settings.BENCH:
        reads.take(user.pk, time.monotonic())


def check_run_pace(user: User) -> None:
    """Count a page of a run, or a part of it that is asked for. Raises TooFast."""
    if not settings.BENCH:
        run_reads.take(user.pk, time.monotonic())
