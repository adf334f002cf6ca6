"""What accounts tells, translated into actions of presence."""

from __future__ import annotations

from typing import Any

from presence import actions


def on_login_ended(user_id: int, key: str, **_: Any) -> None:
    actions.signed_out(user_id, key)


def on_user_forgotten(user_id: int, **_: Any) -> None:
    actions.forget(user_id)


def on_user_changed(user_id: int, **_: Any) -> None:
    actions.facts_changed(user_id)
