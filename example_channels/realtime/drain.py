"""Leaving without losing anybody: every socket is told when to come back, then closed."""

import asyncio
import random

from django.conf import settings

from example_channels.realtime.codes import RESTARTING
from example_channels.realtime.hub import Socket, hub

SPREAD = 5.0  # seconds over which clients are asked to come back
STEP = 0.05  # seconds between two portions of closed sockets


async def drain(seconds: float) -> None:
    """Say goodbye to every socket, then close them, spread over ``seconds``."""
    sockets = list(hub.sockets)
    for place, socket in enumerate(sockets):
        # Each has a share of the time to itself, so that they come back evenly.
        share = (place + random.random()) / len(sockets)  # noqa: S311 - not a secret
        socket.say_goodbye(round(share * SPREAD * settings.TIME_SCALE, 2))
    steps = max(1, int(seconds / STEP))
    for step in range(steps):
        _close(sockets[step::steps])
        if step < steps - 1 and hub.sockets:
            await asyncio.sleep(STEP)


def _close(sockets: list[Socket]) -> None:
    for socket in sockets:
        socket.hang_up(RESTARTING, "restarting")
