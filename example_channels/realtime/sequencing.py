"""The versions of one topic that is a log: contiguous ones pass, a hole is waited for.

Pure: ``now`` is in seconds of any one clock, and what is to be delivered is returned.
"""

from __future__ import annotations

from collections.abc import Iterable

from example_channels.realtime.envelope import Envelope


class Sequence:
    """What this process knows of a log that somebody here follows.

    Before the first snapshot nothing is known and everything is held; afterwards each envelope
    passes once, in the order of versions, however the layer loses, doubles or reorders.
    """

    def __init__(self) -> None:
        self.known: int | None = None
        """Everything up to here was delivered, or stood in the snapshot."""
        self._ahead: dict[int, Envelope] = {}
        self._head = self._began = 0
        self._behind_since: float | None = None

    def begin(self, version: int, now: float) -> list[Envelope]:
        """Take note of a snapshot at ``version``; return what follows on from it."""
        if self.known is None or version < self._began:
            # A snapshot read earlier and told later: its reader lacks what lies between.
            self.known = self._began = version
        return self.expect(version, now)

    def take(self, envelope: Envelope, now: float) -> list[Envelope]:
        """Take what the layer brought; return what can be delivered now."""
        version = envelope.version or 0
        self._ahead[version] = envelope
        return self.expect(version, now)

    def expect(self, head: int, now: float) -> list[Envelope]:
        """Take note that the log has come to ``head``; return what can be delivered now."""
        self._head = max(self._head, head)
        return self._pass_on(now)

    def fill(self, version: int, envelopes: Iterable[Envelope], now: float) -> list[Envelope]:
        """Take what was read from the source: all that changed up to ``version``."""
        filled = list(envelopes)
        versions = [envelope.version for envelope in filled if envelope.version is not None]
        self.known = max(version, self.known or 0, *versions)
        return filled + self._pass_on(now)

    def is_overdue(self, patience: float, now: float) -> bool:
        """Say whether something has been missing for longer than a reordering takes."""
        return self._behind_since is not None and now - self._behind_since >= patience

    def _pass_on(self, now: float) -> list[Envelope]:
        if self.known is None:
            return []
        passed: list[Envelope] = []
        for version in sorted(self._ahead):
            envelope = self._ahead[version]
            if version <= self.known:
                del self._ahead[version]
            elif envelope.since is not None and envelope.since <= self.known:
                passed.append(self._ahead.pop(version))
                self.known = version
            else:
                break
        self._behind_since = self._since_when(bool(passed), now)
        return passed

    def _since_when(self, has_moved: bool, now: float) -> float | None:
        if self.known is None or self._head <= self.known:
            return None
        return now if has_moved or self._behind_since is None else self._behind_since
