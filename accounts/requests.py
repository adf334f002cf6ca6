"""Who asks, as the type that pages work with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import User


def current_user(request: HttpRequest) -> User:
    """The person who is logged in; only for views that require it."""
    return cast(User, request.user)


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let staff in, send strangers to the log-in; for all others there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not current_user(request).is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)
