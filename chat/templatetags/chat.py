"""My rooms, for the pages of other apps."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from chat import listing, rows
from chat.shapes import RoomView

register = template.Library()


@register.simple_tag
def rooms_of(user: User) -> list[RoomView]:
    return listing.rooms_of(user)


@register.simple_tag(takes_context=True)
def room_rows(context: dict[str, Any], section: str) -> SafeString:
    """Show the rooms of a section of the list; the one whose page this is, is marked."""
    current = getattr(context.get("room"), "pk", None)
    found = (rows.room_row(room, current) for room in context["rooms"] if room.section == section)
    return mark_safe("".join(found))  # noqa: S308 - each is one
