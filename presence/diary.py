"""Writes down when people were last here, and reads it after a restart."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from example_channels.realtime.workers import in_database
from presence import actions, facts
from presence.seen import LastSeen
from presence.tracker import Tracker


class Diary:
    """What the tracker knows of the present, kept in the database for later."""

    def __init__(self, seen: LastSeen) -> None:
        self.seen = seen

    def note_leavers(self, users: Iterable[int]) -> None:
        """Take note of people who are no longer shown as here."""
        now = datetime.now(UTC)
        for user in users:
            self.seen.left(user, now)

    async def write(self, tracker: Tracker) -> None:
        """Write, in bulk, who of this process is here now and who left since the last time."""
        now = datetime.now(UTC)
        due = self.seen.due(tracker.local_users, tracker.shown, now)
        await in_database(actions.record_seen, due, list(tracker.local_logins), now)
        self.seen.written(due, tracker.local_users, tracker.shown, now)

    async def expect_back(self, tracker: Tracker, settle: float) -> None:
        """Presume those here who were when the only process stopped, less than ``settle`` s ago.

        A restart of the embedded mode is no news to anybody: they are about to come back.
        """
        now, lasting = datetime.now(UTC), timedelta(seconds=settle)
        at, users = await in_database(facts.last_here, now - lasting)
        if at is not None:
            tracker.presume(users, time.monotonic() + (at + lasting - now).total_seconds())
