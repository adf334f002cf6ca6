"""What happens to people, translated into actions."""

from __future__ import annotations

from typing import Any

from tokens import actions


def on_user_forgotten(user_id: int, **_: Any) -> None:
    actions.forget_tokens_of(user_id)
