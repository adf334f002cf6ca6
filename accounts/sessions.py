"""Database sessions whose rows name the log-in they carry.

The link is the id kept inside the session's data, so it survives every change of the session key.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.base import CreateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.exceptions import SessionInterrupted

LOGIN = "login"
SHORTEST_KEY = 8  # Django's own bound.


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from accounts.models import Session

        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and is_key(key)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = super().create_model_instance(data)
        session.login_id = data.get(LOGIN)
        return session

    async def acreate_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = await super().acreate_model_instance(data)
        session.login_id = data.get(LOGIN)
        return session

    def save(self, must_create: bool = False) -> None:
        """Save as Django does. Raises SessionInterrupted where the log-in has ended meanwhile."""
        try:
            super().save(must_create)
        except CreateError:
            # Django would try other keys for ever; the row that is missing is the log-in's.
            if self._login_has_ended():
                raise SessionInterrupted("The log-in ended during the request.") from None
            raise

    @classmethod
    def clear_expired(cls) -> None:
        """Forget expired sessions, and the log-ins that no session carries any more."""
        from accounts.models import LoggedInUser

        super().clear_expired()
        LoggedInUser.objects.left_behind().delete()

    def _login_has_ended(self) -> bool:
        from accounts.models import LoggedInUser

        key = self.get(LOGIN)
        return key is not None and not LoggedInUser.objects.filter(key=key).exists()


def is_key(text: str) -> bool:
    """Whether a cookie may be a session's key: PostgreSQL refuses some other texts, as NUL."""
    return len(text) >= SHORTEST_KEY and text.isascii() and text.isalnum()
