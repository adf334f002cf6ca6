"""My rooms, for the pages of other apps."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from accounts.models import User
from chat import listing, rows
from chat.shapes import RoomView

register = template.Library()


@register.simple_tag
def rooms_of(user: User) -> list[RoomView]:
    return listing.rooms_of(user)


@register.simple_tag(takes_context=True)
def room_row(context: dict[str, Any], room: RoomView) -> SafeString:
    """Show a room of the list; the one whose page this is, is marked."""
    return rows.room_row(room, getattr(context.get("room"), "pk", None))
