"""What people put on messages: reactions and pins for everybody, bookmarks for themselves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.actions.messages import locked_message, tell_changed, tell_pins
from chat.events import BookmarkChanged
from chat.models import Bookmark, Message
from chat.models.bookmarks import MOST_BOOKMARKS
from chat.reactions import as_emoji
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit


@transaction.atomic
def react(actor: User, message_id: int, emoji: str, *, on: bool) -> Message:
    """React to a message, or take that back. Raises Message.DoesNotExist, ValidationError."""
    sign = as_emoji(emoji)
    message = _markable(actor, message_id)
    if message.react(actor, sign, on=on):
        tell_changed(message)
    return message


@transaction.atomic
def pin(actor: User, message_id: int, *, on: bool) -> Message:
    """Pin a message to its room, or take it down: every member may. Raises as ``react`` does."""
    message = _markable(actor, message_id)
    if message.pin(actor, on=on):
        tell_changed(message)
        tell_pins(message.room)
    return message


@transaction.atomic
def bookmark(actor: User, message_id: int, *, on: bool) -> None:
    """Keep a message to find it again, or no longer. Raises as ``react`` does."""
    message = Message.objects.in_rooms_of(actor).get(pk=message_id)
    change = _keep if on else _drop
    if change(actor, message):
        event = BookmarkChanged(room=message.room_id, message=message.pk, on=on)
        publish_on_commit(topics.user(actor.pk), event)


def _keep(actor: User, message: Message) -> bool:
    _refuse_gone(message)
    if actor.bookmarks.count() >= MOST_BOOKMARKS:
        raise ValidationError(
            _("You have %(most)d bookmarks, which is all there is room for. Remove one first."),
            params={"most": MOST_BOOKMARKS},
        )
    _bookmark, is_new = Bookmark.objects.get_or_create(user=actor, message=message)
    return is_new


def _drop(actor: User, message: Message) -> bool:
    gone, _each = actor.bookmarks.filter(message=message).delete()
    return bool(gone)


def _markable(actor: User, message_id: int) -> Message:
    message = locked_message(actor, message_id)
    _refuse_gone(message)
    return message


def _refuse_gone(message: Message) -> None:
    if message.deleted_at is not None:
        raise ValidationError(_("This message has been deleted."))
