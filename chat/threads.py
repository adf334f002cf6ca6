"""What a member reads of a chain of replies, and how much of it they have seen."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from chat.answers import ThreadMarks, ThreadOpened
from chat.models import Message
from chat.reading import NEWEST, first_of
from chat.shapes import MessageView


def open_thread(user: User, message_id: int, before: int | None = None) -> ThreadOpened:
    """Return the chain that a message is in. Raises Message.DoesNotExist."""
    visible = Message.objects.in_rooms_of(user).to_show()
    message = visible.get(pk=message_id)
    root = visible.get(pk=message.thread_id) if message.thread_id else message
    replies = root.replies.all() if before is None else root.replies.filter(position__lt=before)
    newest, more = first_of(replies, "-position", NEWEST)
    first = MessageView.of(root)
    return ThreadOpened(
        room=root.room_id,
        message=first,
        replies=newest[::-1],
        more=more,
        seen=seen_of(user, [first]).get(root.pk),
    )


def seen_of(user: User, messages: Iterable[MessageView]) -> dict[int, int]:
    """Return ``marks_of`` the chains that messages begin; who began one takes part in it.

    No query where none does.
    """
    roots = [message for message in messages if message.replies]
    own = {root.id: 0 for root in roots if root.author.id == user.pk}
    return own | marks_of(user, [root.id for root in roots]) if roots else {}


def marks(user: User, messages: Iterable[int]) -> ThreadMarks:
    return ThreadMarks(marks=marks_of(user, messages))


def marks_of(user: User, roots: Iterable[int]) -> dict[int, int]:
    """Return how many replies the user has seen, of those chains they take part in."""
    mine = user.thread_reads.filter(root__in=list(roots))
    return dict(mine.values_list("root", "seen"))
