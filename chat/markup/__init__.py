"""What a message's text looks like: rendered once, when written."""

from chat.markup.mentions import NOBODY, Names, Person, RoomName
from chat.markup.rendering import render

__all__ = ["NOBODY", "Names", "Person", "RoomName", "render"]
