"""Rows of people, for every page that lists them."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from presence.rows import Shown, row_of

register = template.Library()


@register.simple_tag(takes_context=True)
def person_rows(
    context: dict[str, Any], people: Iterable[Shown], state: str | None = None, *, direct: bool
) -> SafeString:
    """Show people one below the other; where a ``state`` is named, only those in it."""
    me = context["user"].pk
    wanted = (entry for entry in people if state is None or entry.state == state)
    rows = (row_of(entry, is_me=entry.id == me, direct=direct) for entry in wanted)
    return mark_safe("".join(rows))  # noqa: S308 - each is one
