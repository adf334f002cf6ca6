"""Lets each key pass once in a while. Pure: the time is a parameter."""


class Throttle:
    """``allows()`` is true for a key that did not pass during the last ``every`` seconds."""

    def __init__(self, every: float, keys: int = 50_000) -> None:
        self._every = every
        self._keys = keys
        self._passed: dict[str, float] = {}

    def allows(self, key: str, now: float) -> bool:
        if now - self._passed.get(key, float("-inf")) < self._every:
            return False
        if len(self._passed) >= self._keys:
            self._make_room(now)
        self._passed[key] = now
        return True

    def forget(self, key: str) -> None:
        """Let ``key`` pass at once."""
        self._passed.pop(key, None)

    def __len__(self) -> int:
        return len(self._passed)

    def _make_room(self, now: float) -> None:
        recent = {key: at for key, at in self._passed.items() if now - at < self._every}
        self._passed = recent if len(recent) < self._keys else {}
