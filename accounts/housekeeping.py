"""What has to be cleared away now and then."""

import asyncio
import random

from accounts.sessions import SessionStore
from example_channels.realtime.workers import in_database

DAY = 86400.0  # seconds


async def forget_expired_sessions() -> None:
    """Once a day, at a moment of its own for each process."""
    while True:
        await asyncio.sleep(DAY * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret
        await in_database(SessionStore.clear_expired)
