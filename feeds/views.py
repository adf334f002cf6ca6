"""Pages of logs: which there are, and one as it stands."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from example_channels.doors import answers_errors
from feeds.catalogue import log_named, readable_by
from feeds.limits import check_pace
from feeds.showing import as_it_is
from feeds.tail import Tail

LINES = 200  # shown without JavaScript


@require_safe
@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    """Go where there is something to see."""
    has_logs = readable_by(cast(User, request.user))
    return redirect("feeds:logs" if has_logs else "feeds:runs")


@require_safe
@login_required
def list_logs(request: HttpRequest) -> HttpResponse:
    return render(request, "feeds/logs.html", {"logs": readable_by(cast(User, request.user))})


@require_safe
@login_required
@answers_errors
def show_log(request: HttpRequest, name: str) -> HttpResponse:
    user = cast(User, request.user)
    check_pace(user)
    log = log_named(user, name)
    now = as_it_is(log.id, Tail(log.path), LINES)
    return render(request, "feeds/log.html", {"log": log, "now": now})
