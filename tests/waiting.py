"""Waiting for what no event tells: looking again, with a pause, for as long as is left.

A test that can be told waits for what tells it instead. The pause decides nothing: what is waited
for is what is looked at, and where it never comes the test fails.
"""

import asyncio
import threading
import time
from collections.abc import Callable

SECONDS = 30.0  # how long a test waits at most


async def until(holds: Callable[[], bool], seconds: float = SECONDS, pause: float = 0.01) -> None:
    """Wait for a condition, and let the loop go on meanwhile. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - asking again is all one can do
            await asyncio.sleep(pause)


def wait_until(holds: Callable[[], bool], seconds: float = SECONDS, pause: float = 0.02) -> None:
    """Wait for a condition, where there is no loop. Raises TimeoutError."""
    deadline, never = time.monotonic() + seconds, threading.Event()
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("It never came to that.")
        never.wait(pause)
