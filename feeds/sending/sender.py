"""Sends the output of one run, again and again until the site has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

from feeds.sending.outgoing import Outgoing
from feeds.sending.remote import Away, RefusedBySite, Remote

BEAT = 10.0  # seconds between two signs of life of a silent command
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between two tries
PATIENCE = 300.0  # seconds without any answer after which the site is given up
ENDED = 409

Say = Callable[[str], None]


class Sender:
    """Takes from ``outgoing`` in a thread of its own, from ``start`` until ``finish``."""

    def __init__(self, remote: Remote, run: int, say: Say) -> None:
        self.outgoing = Outgoing()
        self._remote, self._run, self._say = remote, run, say
        self._has_given_up = False
        self._thread = Thread(target=self._send_all, name="sender", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def finish(self, exit_status: int) -> None:
        """Send what is left, and how the command ended."""
        self.outgoing.close()
        self._thread.join()
        self._insist(lambda: self._remote.finish(self._run, exit_status))

    def _send_all(self) -> None:
        while not self._has_given_up and (data := self.outgoing.next(BEAT)) is not None:
            self._insist(lambda data=data: self._send(data))  # type: ignore[misc]

    def _send(self, data: bytes) -> None:
        self.outgoing.confirm(self._remote.send(self._run, data, self.outgoing.offset))

    def _insist(self, ask: Callable[[], None]) -> None:
        """Ask until there is an answer, or nobody to answer."""
        pause, until = FIRST_PAUSE, time.monotonic() + PATIENCE
        while not self._has_given_up:
            try:
                return ask()
            except RefusedBySite as refused:
                self._give_up(str(refused))
            except Away as away:
                if time.monotonic() > until:
                    self._give_up(f"the site does not answer: {away}")
                Event().wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        return None

    def _give_up(self, why: str) -> None:
        self._has_given_up = True
        self.outgoing.abandon()
        self._say(f"{why} Nothing more is sent; the command goes on.")
