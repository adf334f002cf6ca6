"""What has to be done about runs now and then, by each process; two at once do no harm."""

from __future__ import annotations

import asyncio
import random

from django.conf import settings
from django.utils import timezone

from example_channels.realtime.workers import in_database
from feeds import actions

HOUR = 3600.0  # seconds


async def give_up_silent_runs() -> None:
    """Let runs be lost soon after they have been silent for too long."""
    while True:
        await asyncio.sleep(settings.RUN_LOST_SECONDS / 6 * random.uniform(0.8, 1.2))  # noqa: S311
        await in_database(actions.lose_silent_runs, timezone.now())


async def forget_runs() -> None:
    """About once an hour, at a moment of its own for each process."""
    while True:
        await asyncio.sleep(HOUR * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret
        await in_database(actions.forget_old_runs, timezone.now())
