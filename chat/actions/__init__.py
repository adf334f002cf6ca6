"""What people do with rooms and messages; nothing else of chat writes or publishes."""

from chat.actions.conversations import open_conversation, open_direct
from chat.actions.invitations import make_invitation, revoke_invitation, use_invitation
from chat.actions.marks import bookmark, pin, react
from chat.actions.members import invite, remove_member, set_role
from chat.actions.messages import (
    delete_message,
    edit_message,
    mark_read,
    post_message,
    post_messages,
    say_typing,
)
from chat.actions.mine import move_favourite, set_favourite, set_muted
from chat.actions.rendering import rerender
from chat.actions.rooms import (
    archive_room,
    change_room,
    create_room,
    ensure_first_room,
    join_room,
    leave_room,
    restore_room,
    welcome,
)
from chat.actions.threads import read_thread

__all__ = [
    "archive_room",
    "bookmark",
    "change_room",
    "create_room",
    "delete_message",
    "edit_message",
    "ensure_first_room",
    "invite",
    "join_room",
    "leave_room",
    "make_invitation",
    "mark_read",
    "move_favourite",
    "open_conversation",
    "open_direct",
    "pin",
    "post_message",
    "post_messages",
    "react",
    "read_thread",
    "remove_member",
    "rerender",
    "restore_room",
    "revoke_invitation",
    "say_typing",
    "set_favourite",
    "set_muted",
    "set_role",
    "use_invitation",
    "welcome",
]
