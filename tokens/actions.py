"""Making and revoking tokens."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tokens.models import PREFIX_LENGTH, Token, digest_of, new_secret


def make_token(
    actor: User, name: str, scope: str, expires_at: datetime | None = None
) -> tuple[Token, str]:
    """Make a token of the actor's; also return its secret, which nothing can tell again.

    Raises PermissionDenied.
    """
    if not (actor.is_active and actor.is_staff):
        raise PermissionDenied(_("Only staff make tokens."))
    secret = new_secret()
    token = Token.objects.create(
        maker=actor,
        name=name,
        scope=scope,
        prefix=secret[:PREFIX_LENGTH],
        digest=digest_of(secret),
        expires_at=expires_at,
    )
    return token, secret


def revoke_token(actor: User, token_id: int) -> Token:
    """Let a token work no longer. Raises Token.DoesNotExist."""
    token = Token.objects.manageable_by(actor).get(pk=token_id)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token


def forget_tokens_of(user_id: int) -> None:
    """Delete somebody's tokens."""
    Token.objects.filter(maker=user_id).delete()
