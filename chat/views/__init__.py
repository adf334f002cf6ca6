"""The pages of rooms: find through the user, act, render."""

from chat.views.about import about_room
from chat.views.changes import delete_message, edit_message
from chat.views.conversations import new_conversation, open_direct
from chat.views.dates import jump_to_date
from chat.views.history import show_history
from chat.views.invitations import make_invitation, revoke_invitation, use_invitation
from chat.views.marks import (
    bookmark,
    list_bookmarks,
    list_pins,
    list_reactions,
    pin,
    react,
    remove_bookmark,
)
from chat.views.members import invite, remove_member, set_role
from chat.views.mine import change_mine
from chat.views.room import list_commands, mark_read, show_room
from chat.views.rooms import (
    archive_room,
    change_room,
    join_room,
    leave_room,
    list_rooms,
    new_room,
    restore_room,
)
from chat.views.threads import read_thread, show_thread

__all__ = [
    "about_room",
    "archive_room",
    "bookmark",
    "change_mine",
    "change_room",
    "delete_message",
    "edit_message",
    "invite",
    "join_room",
    "jump_to_date",
    "leave_room",
    "list_bookmarks",
    "list_commands",
    "list_pins",
    "list_reactions",
    "list_rooms",
    "make_invitation",
    "mark_read",
    "new_conversation",
    "new_room",
    "open_direct",
    "pin",
    "react",
    "read_thread",
    "remove_bookmark",
    "remove_member",
    "restore_room",
    "revoke_invitation",
    "set_role",
    "show_history",
    "show_room",
    "show_thread",
    "use_invitation",
]
