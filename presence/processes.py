"""The staff's page about the server processes, as the one that is asked sees them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import current_user, staff_only
from example_channels.doors import answers_errors
from presence.devices import check_pace
from presence.roll import Answered
from presence.rollcall import rollcall
from presence.service import presence


@never_cache
@require_safe
@staff_only
@answers_errors
def show_processes(request: HttpRequest) -> HttpResponse:
    """Every process: who it is, what it holds, and how far behind it is."""
    check_pace(current_user(request))
    roll = rollcall.ask()
    tracker = presence.tracker
    context = {
        "processes": [_describe(answered) for answered in roll.present],
        "silent": roll.silent,
        "stale_for": None if tracker.as_of is None else time.monotonic() - tracker.as_of,
    }
    return render(request, "presence/processes.html", context)


def _describe(answered: Answered) -> dict[str, Any]:
    process = answered.process
    return {
        "process": process,
        "since": datetime.fromtimestamp(process.started_at, UTC),
        "milliseconds": round(1000 * answered.after),
        **_as_held_here(process.incarnation),
    }


def _as_held_here(incarnation: str) -> dict[str, Any]:
    """Return what this process holds of another one's map, and when it last heard of it."""
    replica = presence.tracker.replicas.get(incarnation)
    if replica is None:
        return {"is_this": incarnation == presence.tracker.incarnation}
    return {"held": replica.version, "heard": time.monotonic() - replica.heard}
