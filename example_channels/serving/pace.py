"""How often the interpreter interrupts the event loop of a process with thousands of sockets.

A socket is a hundred objects that live for hours. By default Python looks for garbage every 700 new
objects, and through all of them whenever a quarter has been added: a fifth of the CPU of a storm of
connects. And a thread that is busy keeps the others waiting 5 ms, each time the loop has let go of
the interpreter for a system call.
"""

import gc
import sys

YOUNG, MIDDLE, OLD = 5_000, 10, 20  # of new objects 5,000, of looks at those 10, of those 20
SWITCH = 0.001  # seconds a thread may keep the interpreter when the loop wants it


def settle() -> None:
    """Begin to serve: what has been made up to now stays, and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    sys.setswitchinterval(SWITCH)
