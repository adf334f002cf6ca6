"""The pages of rooms: find through the user, act, render."""

from chat.views.marks import (
    bookmark,
    list_bookmarks,
    list_pins,
    pin,
    react,
    remove_bookmark,
)
from chat.views.members import invite, open_direct, remove_member
from chat.views.room import list_commands, mark_read, show_room
from chat.views.rooms import change_room, join_room, leave_room, list_rooms, new_room

__all__ = [
    "bookmark",
    "change_room",
    "invite",
    "join_room",
    "leave_room",
    "list_bookmarks",
    "list_commands",
    "list_pins",
    "list_rooms",
    "mark_read",
    "new_room",
    "open_direct",
    "pin",
    "react",
    "remove_bookmark",
    "remove_member",
    "show_room",
]
