"""Follows each request: notes, now and then, that a log-in is in use; calls back afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import sync_and_async_middleware

from accounts import actions
from accounts.afterwards import arrange
from accounts.sessions import LOGIN
from accounts.throttle import Throttle

NOTE_EVERY = 5 * 60.0
RENEW_EVERY = 24 * 60 * 60.0

_noted = Throttle(NOTE_EVERY)
_renewed = Throttle(RENEW_EVERY)


@sync_and_async_middleware
def note_device(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Keep ``last_seen`` of the log-in a request came with; a session in use does not run out."""
    if iscoroutinefunction(get_response):
        return _asynchronous(get_response)

    def synchronous(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = get_response(request)
        arrange(request, response)
        if login := _due(request):
            _note(*login)
        return response

    return synchronous


def _asynchronous(
    get_response: Callable[[HttpRequest], Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    async def asynchronous(request: HttpRequest) -> HttpResponse:
        response = await get_response(request)
        arrange(request, response)
        if login := _due(request):
            await sync_to_async(_note)(*login)
        return response

    return asynchronous


def _due(request: HttpRequest) -> tuple[int, str] | None:
    # Only of a session that the view has loaded: reading it again costs no query.
    if not request.session.accessed:
        return None
    user_id, key = request.session.get(SESSION_KEY), request.session.get(LOGIN)
    if user_id is None or key is None or not _noted.allows(key, monotonic()):
        return None
    if _renewed.allows(key, monotonic()):
        request.session.modified = True
    return int(user_id), key


def _note(user_id: int, key: str) -> None:
    actions.note_seen([user_id], [key], timezone.now())
