"""Links that let whoever has them into a room."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models.memberships import Membership
from chat.models.rooms import Room

if TYPE_CHECKING:
    from accounts.models import User

TOKEN_BYTES = 24  # of chance: nobody guesses 192 bits


class RoomInvitationQuerySet(models.QuerySet["RoomInvitation"]):
    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token)).select_related("room", "made_by")

    def usable(self, now: datetime) -> Self:
        """Those that still let somebody in, as far as they know themselves."""
        not_over = Q(expires_at=None) | Q(expires_at__gt=now)
        some_left = Q(most_uses=None) | Q(used__lt=F("most_uses"))
        return self.filter(not_over, some_left, revoked_at=None)

    def locked(self) -> Self:
        """Lock the links until the transaction ends: each use is counted before the next."""
        return self.select_for_update(of=("self",), no_key=True)


class RoomInvitation(models.Model):
    """A link into a room. Of its token only the hash is kept: it is shown once."""

    class State(models.TextChoices):
        USABLE = "usable"
        EXPIRED = "expired"
        USED_UP = "used up"
        REVOKED = "revoked"
        ARCHIVED = "archived"

    room = models.ForeignKey(Room, models.CASCADE, related_name="invitations")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True)
    most_uses = models.PositiveIntegerField(null=True)
    used = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    objects = RoomInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")

    def __str__(self) -> str:
        return f"{self.room} · {self.pk}"

    @property
    def uses_left(self) -> int | None:
        """How many it lets in yet; None: as many as come."""
        return None if self.most_uses is None else max(0, self.most_uses - self.used)

    def state(self, now: datetime) -> State:
        """Say whether it lets somebody in, or else the first reason why not."""
        if self.revoked_at is not None or not self._maker_may_invite():
            return self.State.REVOKED
        if self.expires_at is not None and self.expires_at <= now:
            return self.State.EXPIRED
        if self.uses_left == 0:
            return self.State.USED_UP
        return self.State.ARCHIVED if self.room.is_archived else self.State.USABLE

    def use(self) -> None:
        """Count one more. The row must be locked."""
        self.used += 1
        self.save(update_fields=["used"])

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    def _maker_may_invite(self) -> bool:
        """A link is worth no more than what its maker may do today."""
        maker: User = self.made_by
        membership = self.room.memberships.filter(user=maker).first()
        is_let_in = maker.is_active and not maker.banned
        return membership is not None and is_let_in and may_make_links(membership)


def may_make_links(membership: Membership) -> bool:
    """Whether somebody may let others in by a link: owners, and members of public rooms."""
    room = membership.room
    return membership.is_owner or (room.kind == Room.Kind.PUBLIC)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what is kept of a token: there is no guessing it, so one round does."""
    return sha256(token.encode()).hexdigest()
