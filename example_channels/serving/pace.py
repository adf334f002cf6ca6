"""How often the interpreter interrupts the event loop of a process with thousands of sockets.

A socket is a hundred objects that live for hours. By default Python looks for garbage every 700 new
objects, and through all of them whenever a quarter has been added: a fifth of the CPU of a storm of
connects, and 60 to 80 ms in one go with 5,000 sockets, time and again while they come. So what is
new is looked through twice, in small portions, and all of it only in a quiet moment.

And a thread that is busy keeps the others waiting 5 ms, each time the loop has let go of the
interpreter for a system call.
"""

import asyncio
import gc
import sys

from example_channels.realtime.workers import supervise

YOUNG, MIDDLE, OLD = 2_000, 4, 100  # of new objects 2,000, of looks at those 4, of those 100
NEVER = 2**31 - 1
SWITCH = 0.001  # seconds a thread may keep the interpreter when the loop wants it
QUIET = 1.0  # seconds in which too little is made for more than a first look
PATIENCE = 60  # times as long, after which it will not get quiet: pages leave a few KB each


def settle() -> asyncio.Task[None]:
    """Begin to serve: what has been made up to now stays, and is not looked at again.

    To be called in the loop that serves; the task must be kept.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, NEVER)
    sys.setswitchinterval(SWITCH)
    return supervise("pace: look through everything", look_through_everything)


async def look_through_everything() -> None:
    """Look for garbage among the old as well, as long as there is a process."""
    while True:
        await asyncio.sleep(QUIET)
        if gc.get_count()[2] >= OLD:
            await _calm()
            gc.collect()


async def _calm() -> None:
    """Return in a quiet moment, or when there was none for a while."""
    for _ in range(PATIENCE):
        looks = gc.get_count()[2]
        await asyncio.sleep(QUIET)
        if gc.get_count()[2] == looks:
            return
