"""Reactions and pins as a row shows them."""

from __future__ import annotations

from typing import Any

import msgspec
from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat.marks import ReactionView

register = template.Library()


@register.filter
def as_json(view: Any) -> str:
    """Return the wire's form of it, for the page's modules to read."""
    return msgspec.json.encode(view).decode()


@register.filter
def who_reacted(reaction: ReactionView) -> str:
    """Return who reacted with what; ``static/chat/reactions.js`` says it in the same words."""
    names = [user.name for user in reaction.users] or [_("Somebody")]
    more = reaction.count - len(names)
    if more:
        sentence = ngettext(
            "%(names)s and %(n)d other reacted with %(emoji)s",
            "%(names)s and %(n)d others reacted with %(emoji)s",
            more,
        )
        return sentence % {"names": ", ".join(names), "n": more, "emoji": reaction.emoji}
    if len(names) == 1:
        return _("%(name)s reacted with %(emoji)s") % {"name": names[0], "emoji": reaction.emoji}
    return _("%(names)s and %(last)s reacted with %(emoji)s") % {
        "names": ", ".join(names[:-1]),
        "last": names[-1],
        "emoji": reaction.emoji,
    }
