"""The pages of rooms: find through the user, act, render."""

from chat.views.members import invite, open_direct, remove_member
from chat.views.room import list_commands, mark_read, show_room
from chat.views.rooms import change_room, join_room, leave_room, list_rooms, new_room
from chat.views.threads import read_thread, show_thread

__all__ = [
    "change_room",
    "invite",
    "join_room",
    "leave_room",
    "list_commands",
    "list_rooms",
    "mark_read",
    "new_room",
    "open_direct",
    "read_thread",
    "remove_member",
    "show_room",
    "show_thread",
]
