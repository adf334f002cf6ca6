"""My rooms, for the pages of other apps."""

from django import template

from accounts.models import User
from chat import listing
from chat.shapes import RoomView

register = template.Library()


@register.simple_tag
def rooms_of(user: User) -> list[RoomView]:
    return listing.rooms_of(user)
