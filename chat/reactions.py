"""Reactions: who answered a message with which emoji. Pure.

A message keeps them as pairs, in the order in which each emoji came first: the emoji, and the ids
of the people, first come first.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chat.markup.emoji import sign_of

QUICK = ("👍", "❤️", "😂", "🎉", "👀", "✅")
"""Offered without a search."""

MOST_KINDS = 20  # of emoji on one message
MOST_REACTIONS = 2000  # on one message, which has to fit into a frame with all of them

Reactions = Sequence[tuple[str, list[int]]]


def with_reaction(reactions: Reactions | None, emoji: str, user_id: int) -> Reactions:
    """Return them with one more. Raises ValidationError where a message has enough."""
    people = _copied(reactions)
    if user_id not in people.get(emoji, ()):
        _check_room(people, emoji)
        people.setdefault(emoji, []).append(user_id)
    return list(people.items())


def without_reaction(reactions: Reactions | None, emoji: str, user_id: int) -> Reactions:
    """Return them without one person's; an emoji nobody is left with is gone."""
    people = _copied(reactions)
    if user_id in people.get(emoji, ()):
        people[emoji].remove(user_id)
    return [(each, some) for each, some in people.items() if some]


def as_emoji(text: str) -> str:
    """Return the one emoji that a text is, as it is kept. Raises ValidationError."""
    if sign := sign_of(text):
        return sign
    raise ValidationError(_("A reaction is one emoji."))


def _check_room(people: dict[str, list[int]], emoji: str) -> None:
    if emoji not in people and len(people) >= MOST_KINDS:
        raise ValidationError(
            _("A message has at most %(most)d different reactions. Join in one of them."),
            params={"most": MOST_KINDS},
        )
    if sum(map(len, people.values())) >= MOST_REACTIONS:
        raise ValidationError(_("This message has as many reactions as it can hold."))


def _copied(reactions: Reactions | None) -> dict[str, list[int]]:
    return {emoji: list(people) for emoji, people in reactions or ()}
