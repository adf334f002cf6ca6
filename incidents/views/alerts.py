"""The page of one's alerts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import current_user
from example_channels.doors import answers_errors
from incidents import actions
from incidents.limits import check_change_pace
from incidents.models import Alert

PER_PAGE = 50


@require_safe
@login_required
def list_alerts(request: HttpRequest) -> HttpResponse:
    """Those that wait, or with ``?all=1`` the acknowledged ones too."""
    shows_all = bool(request.GET.get("all"))
    mine = Alert.objects.of(current_user(request))
    listed = (mine if shows_all else mine.waiting()).to_show().defer("area__polygon")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "incidents/alerts.html", {"page": page, "shows_all": shows_all})


@login_required
@require_POST
@answers_errors
def acknowledge(request: HttpRequest, alert_id: int) -> HttpResponse:
    check_change_pace(current_user(request))
    actions.acknowledge(current_user(request), alert_id)
    return redirect("incidents:alerts")


@login_required
@require_POST
@answers_errors
def acknowledge_all(request: HttpRequest) -> HttpResponse:
    """Take note of all that were on the page, and older ones; none that came meanwhile."""
    check_change_pace(current_user(request))
    up_to = request.POST.get("up_to", "")
    if up_to.isdecimal() and len(up_to) < 16:
        actions.acknowledge_all(current_user(request), int(up_to))
    return redirect("incidents:alerts")
