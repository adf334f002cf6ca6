"""Bookmarks: messages that somebody wants to find again. Nobody else knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models.messages import Message

if TYPE_CHECKING:
    from accounts.models import User

MOST_BOOKMARKS = 1000  # of one person


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def readable(self) -> Self:
        """Only those in rooms that their owners are still members of."""
        return self.filter(message__room__memberships__user=F("user"))

    def of(self, user: User) -> Self:
        """What somebody can read of their own."""
        return self.filter(user=user).readable()


class Bookmark(models.Model):
    """A message that somebody wants to find again."""

    # The unique constraint begins with the user, and serves as its index.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks", db_index=False
    )
    message = models.ForeignKey(Message, models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["user", "message"], name="bookmarked_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.message}"
