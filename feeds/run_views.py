"""Pages of runs: which there are, and one from its start."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.requests import current_user
from example_channels.doors import answers_errors
from feeds import run_api
from feeds.limits import check_run_pace
from feeds.models import Run
from feeds.run_reading import lines_between

PER_PAGE = 50  # runs
LINES = 1000  # of a run, shown at once without JavaScript
MOST_DIGITS = 15


@csrf_exempt  # What changes something shows a token, never a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """The list for people; a POST with a token begins a run."""
    return run_api.start(request) if request.method == "POST" else list_runs(request)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "PATCH"])
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """A run for people; a PATCH with a token ends it."""
    return (
        run_api.finish(request, run_id) if request.method == "PATCH" else show_run(request, run_id)
    )


@login_required
def list_runs(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = Run.objects.readable_by(current_user(request)).called(query)
    page = Paginator(found.defer("half"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "feeds/runs.html", {"page": page, "query": query})


@login_required
@answers_errors
def show_run(request: HttpRequest, run_id: int) -> HttpResponse:
    user = current_user(request)
    check_run_pace(user)
    run = Run.objects.readable_by(user).get(pk=run_id)
    after = _number(request.GET.get("after", ""))
    lines = lines_between(run.pk, after, run.lines, LINES)
    reached = lines[-1].n if lines else after
    context = {
        "run": run,
        "lines": lines,
        "earlier": max(0, after - LINES) if after else None,
        "later": reached if reached < run.lines else None,
    }
    return render(request, "feeds/run.html", context)


def _number(value: str) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    return int(value) if is_number else 0
