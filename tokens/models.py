"""Tokens, of which only a digest is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from tokens import scopes

MARK = "rct_"  # By which people, and programs that look for leaked secrets, know a token.
RANDOM_LENGTH = 36  # of 62 characters: 214 bits
PREFIX_LENGTH = len(MARK) + 6  # shown, to tell tokens apart; 178 bits stay unknown
USE_NOTED_EVERY = timedelta(minutes=1)


def new_secret() -> str:
    return MARK + get_random_string(RANDOM_LENGTH)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: one hash is enough for what nobody can guess."""
    return sha256(secret.encode()).hexdigest()


class TokenQuerySet(QuerySet["Token"]):
    def manageable_by(self, actor: User) -> Self:
        """Those ``actor`` may see and revoke: one's own, and everybody's for superusers."""
        if not (actor.is_active and actor.is_staff):
            return self.none()
        return self if actor.is_superuser else self.filter(maker=actor)

    def good(self) -> Self:
        """Those that work now: not revoked, not expired, of somebody who may still make them."""
        unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        makers = User.objects.allowed_in().filter(is_staff=True)
        return self.filter(unexpired, revoked_at=None, maker__in=makers)

    def known_by(self, secret: str) -> Self:
        return self.filter(digest=digest_of(secret))


class Token(models.Model):
    """Lets a program do what its scope names, in the name of its maker."""

    maker = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(gettext_lazy("name"), max_length=60)
    scope = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("token")
        verbose_name_plural = gettext_lazy("tokens")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def allows(self) -> str:
        """What it is for, in words."""
        return scopes.in_words(self.scope)

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    def require(self, scope: str) -> None:
        """Raise PermissionDenied unless the token is for ``scope``."""
        if self.scope != scope:
            words = {"this": self.scope, "needed": scope}
            raise PermissionDenied(
                _("This token is for “%(this)s”, and “%(needed)s” is needed.") % words
            )

    def note_use(self, now: datetime) -> None:
        """Keep when it was used last, to the minute: busy tokens cost a write a minute."""
        if self.last_used_at is None or now - self.last_used_at >= USE_NOTED_EVERY:
            Token.objects.filter(pk=self.pk).update(last_used_at=now)
            self.last_used_at = now
