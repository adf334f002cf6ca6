"""Who is in which room, and what it is to them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """Somebody in a room. ``read`` is the last position they have seen.

    ``favourite`` is the room's place among their favourites, from the top; None: it is none.
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MEMBER = "member", _("Member")

    # The unique constraint begins with the room, and serves as its index.
    room = models.ForeignKey(
        "chat.Room",
        models.CASCADE,
        related_name="memberships",
        db_index=False,
        verbose_name=_("room"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.MEMBER)
    read = models.PositiveBigIntegerField(_("read up to"), default=0)
    favourite = models.PositiveIntegerField(_("place among favourites"), null=True, blank=True)
    muted = models.BooleanField(_("muted"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user} · {self.room}"

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER

    def mark_read(self, position: int, *, unread: bool) -> None:
        """Move the mark forward to ``position``, or back where ``unread`` is asked for."""
        bounded = min(position, self.room.head)
        self.read = bounded if unread else max(self.read, bounded)
        self.save(update_fields=["read"])
