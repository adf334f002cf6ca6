"""What the composer's form sends: a message, or a command."""

from __future__ import annotations

from uuid import UUID

from accounts.models import User
from chat import actions, commands
from chat.commands import Outcome
from chat.limits import check_pace


def compose(
    actor: User, room_id: int, client_id: UUID, text: str, reply_to: int | None = None
) -> Outcome:
    """Carry out a command or post a message. Raises as both do."""

    def post(said: str) -> Outcome:
        check_pace(actor)
        actions.post_message(actor, room_id, client_id, said, reply_to)
        return Outcome()

    if not commands.is_command(text):
        return post(commands.unescaped(text))
    outcome = commands.carry_out(actor, room_id, text)
    return outcome if outcome.post is None else post(outcome.post)
