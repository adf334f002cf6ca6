"""Lets each page be as whoever asks for it chose: its language, and how it tells the time."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from accounts import clock
from accounts.models import Preferences, User


def follow_preferences(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Come after authentication: the account's language goes before the browser's."""

    def follow(request: HttpRequest) -> HttpResponseBase:
        preferences = _of(request)
        clock.choose(preferences.clock if preferences else "")
        if preferences and preferences.language:
            translation.activate(preferences.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return follow


def _of(request: HttpRequest) -> Preferences | None:
    # Who brings no session is nobody, which takes no query to know.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user: User | AnonymousUser = request.user
    return Preferences.of(user) if isinstance(user, User) else None
