"""What people do with rooms and messages; nothing else of chat writes or publishes."""

from chat.actions.marks import bookmark, pin, react
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

__all__ = [
    "bookmark",
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
    "pin",
    "post_message",
    "post_messages",
    "react",
    "remove_member",
    "say_typing",
    "welcome",
]
