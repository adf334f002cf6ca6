"""Messages, and what edited ones said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.naming import validate_visible
from chat import hooks
from chat.markup import render
from chat.models.names import names_in
from chat.reactions import with_reaction, without_reaction

if TYPE_CHECKING:
    from accounts.models import User

TEXT_LENGTH = 4000  # characters

_validate_no_nulls = ProhibitNullCharactersValidator()

CHANGING = (
    *("text", "html", "version", "edited_at", "deleted_at"),
    *("reactions", "pinned_at", "pinned_by"),
)
"""The fields of a message that may be others later."""


class MessageQuerySet(models.QuerySet["Message"]):
    def in_rooms_of(self, user: User) -> Self:
        return self.filter(room__memberships__user=user)

    def to_show(self) -> Self:
        return self.select_related("author", "reply_to__author")


class Message(models.Model):
    """One message. ``position`` is set once; ``version`` is its room's at its last change."""

    # The unique constraints begin with the room and the author, and serve as their indexes.
    room = models.ForeignKey("chat.Room", models.PROTECT, related_name="messages", db_index=False)
    position = models.PositiveBigIntegerField()
    version = models.PositiveBigIntegerField()
    # Nobody's deletion may tear a hole into a room: see accounts.actions.forget_user.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    client_id = models.UUIDField()
    text = models.TextField(validators=[MaxLengthValidator(TEXT_LENGTH)])
    html = models.TextField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    # What it answers, and the first message of the chain that this makes; both of the same room.
    reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    thread = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replies", db_index=False, editable=False
    )
    # Of the first message of a chain: how many replies it has, and when the last one came.
    reply_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    replied_at = models.DateTimeField(null=True, editable=False)
    # As chat.reactions keeps them. Null where there are none: a post writes nothing here.
    reactions = models.JSONField(null=True, editable=False)
    pinned_at = models.DateTimeField(null=True, editable=False)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="posted_once"),
            models.UniqueConstraint(fields=["room", "position"], name="one_message_a_position"),
        ]
        indexes = [
            models.Index(fields=["room", "version"], name="catch_up"),
            models.Index(
                fields=["thread", "position"],
                name="replies_of_a_thread",
                condition=models.Q(thread__isnull=False),
            ),
            models.Index(
                fields=["room", "pinned_at"],
                name="pins_of_a_room",
                condition=models.Q(pinned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.position}"

    def write(self, text: str) -> None:
        """Set the text and what it looks like. Raises ValidationError."""
        self.text = clean_text(text)
        self.html = render(self.text, names_in([self.text]))

    def edit(self, text: str) -> bool:
        """Change the text, keeping what it was; return whether it is another.

        The room must be locked. Raises ValidationError.
        """
        before, since = self.text, self.edited_at or self.created_at
        self.write(text)
        if self.text == before:
            return False
        self.revisions.create(text=before, at=since)
        self.edited_at = timezone.now()
        self._change_what_is_found()
        return True

    def retract(self) -> None:
        """Leave a tombstone, of which nobody can tell what it said. The room must be locked."""
        self.text = self.html = ""
        self.reactions = None
        self.revisions.all().delete()
        self.bookmarks.all().delete()
        if self.is_pinned:
            self._take_pin(None)
        self.deleted_at = timezone.now()
        self._change_what_is_found()

    def react(self, user: User, emoji: str, *, on: bool) -> bool:
        """Add or take back a reaction; return whether that changes anything.

        The room must be locked. Raises ValidationError.
        """
        change = with_reaction if on else without_reaction
        before, after = self.reactions or [], change(self.reactions, emoji, user.pk)
        if [tuple(each) for each in before] == after:
            return False
        self.reactions = after or None
        self._change()
        return True

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None

    def pin(self, user: User, *, on: bool) -> bool:
        """Pin it to its room, or take it down; return whether that changes anything.

        The room must be locked. Raises ValidationError.
        """
        if on == self.is_pinned:
            return False
        self._take_pin(user if on else None)
        self._change_what_is_found()
        return True

    def _take_pin(self, user: User | None) -> None:
        self.room.count_pin(1 if user else -1)
        self.pinned_by, self.pinned_at = user, timezone.now() if user else None

    def _change(self) -> None:
        self.version = self.room.advance()
        self.save(update_fields=CHANGING)
        self.room.save(update_fields=["version", "pins"])

    def _change_what_is_found(self) -> None:
        self._change()
        hooks.message_changed.send(Message, message=self)


class Revision(models.Model):
    """What an edited message said before, and since when."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="revisions")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.message_id} · {self.at:%Y-%m-%d %H:%M}"


def clean_text(text: str) -> str:
    """Return a message's text as it is kept. Raises ValidationError."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError(_("A message needs some text."))
    if len(text) > TEXT_LENGTH:
        raise ValidationError(
            _("A message has at most %(limit)d characters; this one has %(length)d."),
            params={"limit": TEXT_LENGTH, "length": len(text)},
        )
    _validate_no_nulls(text)
    validate_visible(text)
    return text
