"""The garbage collector, set for a process that holds thousands of sockets.

A socket is a hundred objects that live for hours. Python's defaults look at new objects every 700,
and at all of them whenever a quarter has been added: a fifth of the CPU of a storm of connects.
"""

import gc

YOUNG = 20_000  # net new objects between two looks at them: what two hundred sockets leave behind


def settle() -> None:
    """Begin to serve: what has been made up to now stays, and is not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
