"""The one-time link that makes the first operator, good while there is none."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from accounts.models import User

VALID = timedelta(hours=24)
_SALT = "accounts.setup"


def link(base_url: str) -> str | None:
    """Return the set-up link below ``base_url``, or None once there is an operator."""
    if User.objects.operators().exists():
        return None
    path = reverse("accounts:set_up", args=[signing.dumps("operator", salt=_SALT)])
    return base_url.rstrip("/") + path


def is_valid(token: str) -> bool:
    try:
        signing.loads(token, salt=_SALT, max_age=VALID)
    except signing.BadSignature:
        return False
    return not User.objects.operators().exists()
