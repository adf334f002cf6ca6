"""Django's and allauth's signals, translated into actions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest

from accounts import actions
from accounts.addresses import client_address
from accounts.afterwards import when_answered
from accounts.models import User
from accounts.sessions import LOGIN


def on_logged_in(request: HttpRequest, user: User, **_: Any) -> None:
    agent = request.META.get("HTTP_USER_AGENT", "")
    actions.start_login(user, request.session, agent, client_address(request))


def on_logged_out(request: HttpRequest, **_: Any) -> None:
    # Sent before the session is flushed, so the log-in it carries can still be read.
    if key := request.session.get(LOGIN):
        actions.end_login(key)


def on_new_password(request: HttpRequest, user: User, **_: Any) -> None:
    # The other log-ins ended as it was saved. This browser's tabs come back at once, and need the
    # new session's cookie for it.
    when_answered(request, partial(actions.close_sockets, user))


def on_user_saved(instance: User, created: bool, **_: Any) -> None:
    if created:
        actions.tell_change(instance)
    elif instance.has_new_password:
        actions.end_logins_of_old_password(instance)
