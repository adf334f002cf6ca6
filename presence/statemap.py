"""One incarnation's map of users, with a checksum that two copies can compare."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from presence.messages import Activity


class StateMap:
    """User → activity. ``digest`` does not depend on the order in which it came to be."""

    def __init__(self, users: Mapping[int, Activity] | None = None) -> None:
        self.users: dict[int, Activity] = {}
        self.digest = 0
        self.update(users or {})

    def update(self, changed: Mapping[int, Activity | None]) -> None:
        """Take over changes; None takes a user away."""
        for user, activity in changed.items():
            self._put(user, activity)

    def _put(self, user: int, activity: Activity | None) -> None:
        before = self.users.pop(user, None)
        if before is not None:
            self.digest ^= _checksum(user, before)
        if activity is not None:
            self.users[user] = activity
            self.digest ^= _checksum(user, activity)


def _checksum(user: int, activity: Activity) -> int:
    # Not crc32: it is linear, so that the crcs of {10, 11} and {12, 13} cancel alike under xor.
    text = b"%d:%d" % (user, activity)
    return int.from_bytes(blake2b(text, digest_size=6).digest(), "big")
