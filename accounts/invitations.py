"""Invitation links: signed, valid for a week, kept in the guest's session until they sign up."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest

from accounts.models import User

VALID = timedelta(days=7)
_SALT = "accounts.invitation"
_KEPT = "invitation"


def make(inviter: User) -> str:
    """Return a token that lets whoever has it sign up, as long as ``inviter`` is staff."""
    return signing.dumps(inviter.pk, salt=_SALT)


def is_valid(token: str) -> bool:
    try:
        inviter = signing.loads(token, salt=_SALT, max_age=VALID)
    except signing.BadSignature:
        return False
    return User.objects.allowed_in().filter(pk=inviter, is_staff=True).exists()


def keep(request: HttpRequest, token: str) -> None:
    request.session[_KEPT] = token


def holds_one(request: HttpRequest) -> bool:
    return is_valid(request.session.get(_KEPT, ""))


def use(request: HttpRequest) -> None:
    request.session.pop(_KEPT, None)
