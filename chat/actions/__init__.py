"""What people do with rooms and messages; nothing else of chat writes or publishes."""

from chat.actions.messages import (
    delete_message,
    edit_message,
    mark_read,
    post_message,
    post_messages,
    say_typing,
)
from chat.actions.rooms import (
    change_room,
    create_room,
    ensure_first_room,
    invite,
    join_room,
    leave_room,
    open_direct,
    remove_member,
    welcome,
)
from chat.actions.threads import read_thread

__all__ = [
    "change_room",
    "create_room",
    "delete_message",
    "edit_message",
    "ensure_first_room",
    "invite",
    "join_room",
    "leave_room",
    "mark_read",
    "open_direct",
    "post_message",
    "post_messages",
    "read_thread",
    "remove_member",
    "say_typing",
    "welcome",
]
