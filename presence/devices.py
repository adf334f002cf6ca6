"""One's own page about one's presence: why one is shown so, and the tabs that count."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import LoggedInUser, User
from accounts.requests import current_user
from accounts.sessions import LOGIN
from accounts.user_agents import describe, is_phone
from example_channels.doors import answers_errors
from example_channels.realtime.limits import Buckets
from presence.chosen import NOTHING, Audience, Chosen
from presence.models import Standing
from presence.roll import Answered, Roll
from presence.rollcall import rollcall
from presence.service import presence
from presence.why import reasons, shown_state

CONNECTION = 64  # characters of a connection's name, at most
questions = Buckets(rate=1.0, burst=20.0)  # of one person to all processes: a second; at once


@never_cache
@require_safe
@login_required
@answers_errors
def show_mine(request: HttpRequest) -> HttpResponse:
    """Why I am shown as I am. Asks every process, and waits for them a second at most."""
    user = current_user(request)
    roll = _ask(user)
    return render(
        request,
        "presence/mine.html",
        {
            "devices": _devices(user, request.session.get(LOGIN), roll.present),
            "silent": roll.silent,
            "more": sum(answered.more for answered in roll.present),
            "is_stale": presence.tracker.as_of is not None,
            **_explanation(user, roll),
        },
    )


@require_POST
@login_required
@answers_errors
def disconnect(request: HttpRequest, connection: str) -> HttpResponse:
    """Disconnect one of my tabs, which stays so until somebody asks for it there."""
    if len(connection) > CONNECTION:
        raise Http404
    user = current_user(request)
    check_pace(user)
    rollcall.disconnect(user.pk, connection)
    messages.success(request, _("That tab is disconnected."))
    return redirect("my_presence")


def _ask(user: User) -> Roll:
    check_pace(user)
    return rollcall.ask(user.pk)


def check_pace(user: User) -> None:
    """Count a question that every process answers. Raises TooFast."""
    if not settings.BENCH:
        questions.take(user.pk, time.monotonic())


def _explanation(user: User, roll: Roll) -> dict[str, Any]:
    activity = presence.tracker.shown.get(user.pk)
    chosen, audience = _wishes(user)
    tabs = [tab for answered in roll.present for tab in answered.tabs]
    return {
        "state": shown_state(activity, chosen, audience),
        "reasons": reasons(activity, tabs, chosen, audience),
    }


def _wishes(user: User) -> tuple[Chosen, Audience]:
    standing = Standing.objects.filter(user=user).first()
    if standing is None:
        return NOTHING, "everyone"
    return standing.chosen.at(timezone.now()), cast(Audience, standing.audience)


def _devices(user: User, this: str | None, present: Sequence[Answered]) -> list[dict[str, Any]]:
    """Return each log-in with its tabs, the connected ones first."""
    devices = [
        {
            "login": login,
            "words": describe(login.user_agent),
            "is_phone": is_phone(login.user_agent),
            "is_this": login.key == this,
            "tabs": _tabs(login.key, present),
        }
        for login in LoggedInUser.objects.of(user)
    ]
    return sorted(devices, key=lambda device: not device["tabs"])


def _tabs(login: str, present: Sequence[Answered]) -> list[dict[str, Any]]:
    return [
        {
            "connection": tab.connection,
            "since": datetime.fromtimestamp(tab.opened_at, UTC),
            "is_active": tab.is_active,
            "address": tab.address,
            "browser": describe(tab.user_agent),
            "process": answered.process.name,
        }
        for answered in present
        for tab in answered.tabs
        if tab.login == login
    ]
