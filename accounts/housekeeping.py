"""What has to be cleared away now and then."""

import asyncio
import random

from django.conf import settings

from accounts.models import LoggedInUser
from accounts.sessions import SessionStore
from example_channels.realtime.codes import SIGNED_OUT
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.hub import hub
from example_channels.realtime.workers import in_database

DAY = 86400.0  # seconds
LOOK_EVERY, LOOK_AGAIN = 20.0, 5.0  # seconds; together the longest that an ended log-in is open
AT_ONCE = 1000  # log-ins per query: databases limit their number


async def forget_expired_sessions() -> None:
    """Once a day, at a moment of its own for each process."""
    while True:
        await asyncio.sleep(DAY * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret
        await in_database(SessionStore.clear_expired)


async def close_ended_sockets() -> None:
    """Now and then, close sockets here whose log-in ended untold: expired, or deleted in SQL."""
    while True:
        await asyncio.sleep(LOOK_EVERY * settings.TIME_SCALE)
        if suspects := await in_database(ended_among, logins_here()):
            # A session that just changes its key has no row for a moment.
            await asyncio.sleep(LOOK_AGAIN * settings.TIME_SCALE)
            hang_up_on(await in_database(ended_among, suspects))


def logins_here() -> set[str]:
    """The log-ins of this process's sockets."""
    return {socket.login for socket in hub.sockets if isinstance(socket, EventConsumer)}


def ended_among(keys: set[str]) -> set[str]:
    """Those log-ins that no session carries any more, or whose people may not be in."""
    keys_listed, good = list(keys), set[str]()
    for start in range(0, len(keys_listed), AT_ONCE):
        some = keys_listed[start : start + AT_ONCE]
        rows = LoggedInUser.objects.good().filter(key__in=some)
        good.update(rows.values_list("key", flat=True))
    return keys - good


def hang_up_on(logins: set[str]) -> None:
    """Close this process's sockets of some log-ins."""
    for socket in list(hub.sockets):
        if isinstance(socket, EventConsumer) and socket.login in logins:
            socket.hang_up(SIGNED_OUT, "signed out")
