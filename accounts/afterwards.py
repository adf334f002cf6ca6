"""What is to happen once the browser has its answer, and the cookies that come with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_ASKED = "_when_answered"


def when_answered(request: HttpRequest, callback: Callable[[], None]) -> None:
    """Call ``callback``, which must not raise, after the answer to ``request`` has been sent."""
    request.__dict__.setdefault(_ASKED, []).append(callback)


def arrange(request: HttpRequest, response: HttpResponse) -> None:
    """Let ``response``, when it is sent and closed, call back whoever asked. For the middleware."""
    callbacks: list[Callable[[], None]] = request.__dict__.pop(_ASKED, [])
    if not callbacks:
        return
    close = response.close

    def close_and_call_back() -> None:
        close()
        for callback in callbacks:
            callback()

    response.close = close_and_call_back  # type: ignore[method-assign]
