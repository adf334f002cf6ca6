"""How long presence waits for what, in seconds, in one place."""

from __future__ import annotations

import msgspec


class Timing(msgspec.Struct, frozen=True):
    """Every time of the tracker and of the list; ``scaled`` shrinks them all for tests."""

    coalesce: float = 0.25
    """Changes of this process are told at most this often."""
    heartbeat: float = 5.0
    silence: float = 15.0
    """An incarnation not heard from for so long is down; so is a bus that brings no echo."""
    grace: float = 10.0
    """A user whose last socket closed stays for so long: a reload is no news."""
    report: float = 0.5
    """A new page of somebody who is away may say for so long that it is idle too."""
    settle: float = 20.0
    """The grace of those a restart closed: the usual one and the longest announced delay."""
    answer: float = 2.0
    """A whole map asked for and not complete by then is asked for again."""
    jitter: float = 0.5
    """What is asked of others is spread over so long."""
    flush: float = 0.25
    """Viewers of the list hear at most this often,"""
    longest_flush: float = 5.0
    """and, however dear that is, at least this often."""
    record: float = 60.0
    """``last_seen`` is written at most this often."""

    def scaled(self, scale: float) -> Timing:
        """Return the same with every time multiplied by ``scale``."""
        return Timing(*(scale * value for value in msgspec.structs.astuple(self)))
