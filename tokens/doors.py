"""How a program shows its token, and what it is told where that does not do.

Answers are JSON with one line: ``{"error": "…"}``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from example_channels.realtime.limits import Buckets, TooFast
from tokens.models import MARK, Token

FAILURES_PER_SECOND, FAILURES_AT_ONCE = 0.2, 20  # per address
IN_ADDRESS = frozenset({"token", "access_token", "authorization", "bearer"})

failures = Buckets(FAILURES_PER_SECOND, FAILURES_AT_ONCE)

P = ParamSpec("P")


class Refused(Exception):
    """A program is not let in. ``status`` is 401, 403 or 429."""

    def __init__(self, status: int, words: str, retry_after: int | None = None) -> None:
        super().__init__(words)
        self.status, self.retry_after = status, retry_after

    @property
    def headers(self) -> dict[str, str]:
        if self.retry_after is not None:
            return {"Retry-After": str(self.retry_after)}
        return {"WWW-Authenticate": "Bearer"} if self.status == 401 else {}


class Credentials(NamedTuple):
    """What a request shows, by whatever door: its header, its query and where it comes from."""

    authorization: str
    query: str
    address: str

    @classmethod
    def of(cls, request: HttpRequest) -> Credentials:
        return cls(
            request.headers.get("Authorization", ""),
            request.META.get("QUERY_STRING", ""),
            request.META.get("REMOTE_ADDR", ""),
        )


def authenticated(request: HttpRequest, scope: str) -> Token:
    """Return the token a request shows, which is for ``scope``. Raises Refused."""
    return allowed(bearer(Credentials.of(request)), scope)


def allowed(token: Token, scope: str) -> Token:
    """Return the token if it is for ``scope``. Raises Refused."""
    try:
        token.require(scope)
    except PermissionDenied as error:
        raise Refused(403, str(error)) from None
    return token


def bearer(credentials: Credentials) -> Token:
    """Return the token that is shown, whatever it is for, and note its use. Raises Refused."""
    try:
        token = _shown(credentials)
    except Refused:
        _count_failure(credentials.address)
        raise
    token.note_use(timezone.now())
    return token


def _shown(credentials: Credentials) -> Token:
    if IN_ADDRESS & {key.lower() for key, _value in parse_qsl(credentials.query)}:
        # Addresses are logged by every proxy on the way: that token is as good as published.
        raise Refused(
            401,
            _("A token stands in the Authorization header, never in an address: revoke that one."),
        )
    scheme, _space, secret = credentials.authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Refused(401, _("A token is needed: “Authorization: Bearer %(mark)s…”.") % _marks)
    token = Token.objects.good().known_by(secret.strip()).select_related("maker").first()
    if token is None:
        raise Refused(401, _("This token is wrong, or works no longer."))
    return token


_marks = {"mark": MARK}


def _count_failure(address: str) -> None:
    """Raise Refused (429) for an address that fails too often. A good token always passes."""
    if settings.BENCH:
        return
    try:
        failures.take(address, time.monotonic())
    except TooFast as error:
        raise Refused(429, str(error), error.seconds) from None


def answers_refusals(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Answer a Refused with its status and one line of JSON."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            body = {"error": str(refused)}
            return JsonResponse(body, status=refused.status, headers=refused.headers)

    return wrapped
