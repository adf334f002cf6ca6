"""What is shown of everybody: the strongest of what all incarnations say."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from presence.messages import Activity
from presence.statemap import StateMap


class View:
    """User → strongest activity over all maps, and who changed since last asked."""

    def __init__(self) -> None:
        self.shown: dict[int, Activity] = {}
        self._changed: set[int] = set()

    def refresh(self, users: Iterable[int], maps: Collection[StateMap]) -> None:
        """Look at some users again, whose entry in one of the maps may have changed."""
        for user in users:
            self._show(user, max((m.users[user] for m in maps if user in m.users), default=None))

    def take_changed(self) -> set[int]:
        changed, self._changed = self._changed, set()
        return changed

    def _show(self, user: int, activity: Activity | None) -> None:
        if self.shown.get(user) is activity:
            return
        self._changed.add(user)
        if activity is None:
            del self.shown[user]
        else:
            self.shown[user] = activity
