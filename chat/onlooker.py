"""What a row shows to one reader and not to all. Pure."""

from __future__ import annotations

from typing import NamedTuple

from chat.named import names, names_anybody, names_everybody
from chat.shapes import MessageView


class Mine(NamedTuple):
    """What of a row is one reader's: of most rows nothing, so that they are rendered for all."""

    reactions: tuple[str, ...] = ()
    """Which are theirs, and so pressed."""
    named: int = 0
    """Their id, where it names them."""
    is_called: bool = False
    """Whether somebody else names them, or everybody: then the row stands out."""
    sees_past: bool = False
    """Whether they may see what it said before it was edited."""

    @staticmethod
    def of(message: MessageView, reader: int, *, is_owner: bool) -> Mine:
        html = message.html or ""
        is_naming = names_anybody(html)
        if not (is_naming or message.reactions or message.edited_at):
            return NOTHING
        is_own, named = message.author.id == reader, is_naming and names(html, reader)
        return Mine(
            reactions=_reactions_of(reader, message),
            named=reader if named else 0,
            is_called=not is_own and (named or names_everybody(html)),
            sees_past=bool(message.edited_at and html) and (is_own or is_owner),
        )


NOTHING = Mine()


def _reactions_of(reader: int, message: MessageView) -> tuple[str, ...]:
    return tuple(each.emoji for each in message.reactions or () if reader in each.ids)
