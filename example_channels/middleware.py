"""What every request meets: a policy, checks of charset and method, and its line in the log."""

import codecs
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from inspect import iscoroutinefunction
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.decorators import sync_and_async_middleware

logger = logging.getLogger("rollcall.request")

NextHandler = Callable[[HttpRequest], Any]
CSP = "Content-Security-Policy"


def policy(directives: Mapping[str, Sequence[str]]) -> str:
    """The header's value for Django 6's SECURE_CSP: ``{"default-src": ["'self'"]}``."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


@sync_and_async_middleware
def content_security_policy(get_response: NextHandler) -> NextHandler:
    """Send SECURE_CSP, as Django 6's own middleware will."""
    value = policy(settings.SECURE_CSP)

    def protect(_: HttpRequest, response: HttpResponseBase) -> None:
        response.headers.setdefault(CSP, value)

    return _after(get_response, lambda request: lambda response: protect(request, response))


@sync_and_async_middleware
def refuse_odd_charsets(get_response: NextHandler) -> NextHandler:
    """Answer 400 to a body in anything but UTF-8: other charsets decode to what is no text."""
    if iscoroutinefunction(get_response):

        async def later(request: HttpRequest) -> HttpResponseBase:
            return _odd_charset(request) or await get_response(request)

        return later

    def now(request: HttpRequest) -> HttpResponseBase:
        return _odd_charset(request) or get_response(request)

    return now


def _odd_charset(request: HttpRequest) -> HttpResponseBase | None:
    declared = (request.content_params or {}).get("charset", "utf-8")
    try:
        is_utf8 = codecs.lookup(declared).name == "utf-8"
    except (LookupError, ValueError):
        is_utf8 = False
    return None if is_utf8 else HttpResponseBadRequest("The body must be UTF-8.\n", "text/plain")


@sync_and_async_middleware
def explain_refused_methods(get_response: NextHandler) -> NextHandler:
    """Show a page to whoever asks to see what only forms are sent to.

    A log-in on the way leads there: what was sent before it is not sent again after it.
    """
    return _after(get_response, lambda request: lambda response: _explain(request, response))


def _explain(request: HttpRequest, response: HttpResponseBase) -> None:
    if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
        response.content = response.content or render_to_string("405.html").encode()


@sync_and_async_middleware
def log_requests(get_response: NextHandler) -> NextHandler:
    """One line per request: never its query string, nor a token in its path."""
    return _after(get_response, _begin)


def _begin(request: HttpRequest) -> Callable[[HttpResponseBase], None]:
    started, request_id = time.perf_counter(), get_random_string(12)

    def finish(response: HttpResponseBase) -> None:
        response.headers["X-Request-ID"] = request_id
        fields = {
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
            "user": user_id(request),
            "address": request.META.get("REMOTE_ADDR"),
            "request_id": request_id,
        }
        logger.info("%s %s", request.method, _shown_path(request), extra={"fields": fields})

    return finish


def _shown_path(request: HttpRequest) -> str:
    """Return the path without its token, which would let in whoever reads the log."""
    match = request.resolver_match
    token = match.kwargs.get("token") if match else None
    return request.path.replace(token, "…") if token else request.path


def user_id(request: HttpRequest) -> int | None:
    """Who asked, where the page looked; the log costs no query of its own."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    known = session.get(SESSION_KEY)
    return int(known) if known else None


def _after(
    get_response: NextHandler,
    begin: Callable[[HttpRequest], Callable[[HttpResponseBase], None]],
) -> NextHandler:
    """A middleware that looks at the response; sync or async, as its neighbour is."""
    if iscoroutinefunction(get_response):

        async def later(request: HttpRequest) -> HttpResponseBase:
            finish = begin(request)
            response = await get_response(request)
            finish(response)
            return response

        return later

    def now(request: HttpRequest) -> HttpResponseBase:
        finish = begin(request)
        response = get_response(request)
        finish(response)
        return response

    return now
