"""What chat tells, translated into actions of search."""

from collections.abc import Sequence
from typing import Any

from chat import hooks
from chat.models import Message
from chat.shapes import MessageView
from search import actions


def connect() -> None:
    hooks.messages_posted.connect(on_messages_posted, dispatch_uid="search.posted")
    hooks.message_changed.connect(on_message_changed, dispatch_uid="search.changed")


def on_messages_posted(messages: Sequence[MessageView], **kwargs: Any) -> None:
    actions.index_posted(messages)


def on_message_changed(message: Message, **kwargs: Any) -> None:
    actions.index_changed(message)
