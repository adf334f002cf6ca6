"""Lets each page be as whoever asks for it chose: its language, and how it tells the time."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import get_user
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
    # It is looked up here in any case: as it is, and not behind Django's lazy stand-in, through
    # which every template asks anew.
    request.user = get_user(request)
    return Preferences.of(request.user) if isinstance(request.user, User) else None
