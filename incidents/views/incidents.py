"""Pages of incidents: all of them, one, and the forms that change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import current_user
from chat.limits import check_room_pace
from example_channels.doors import answers_errors
from incidents import actions
from incidents.finding import may_change
from incidents.forms import FilterForm, IncidentForm
from incidents.limits import check_change_pace
from incidents.models import AreaOfInterest, Incident, Severity
from incidents.models.incidents import IncidentQuerySet
from incidents.views.programs import open_by_program

PER_PAGE = 50


@csrf_exempt  # A program that posts has a token and no cookie; a page is only looked at here.
@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request: HttpRequest) -> HttpResponse:
    """Show the map and the list; a POST is the programs' door for a new one."""
    return open_by_program(request) if request.method == "POST" else show_incidents(request)


@login_required
def show_incidents(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    listed = _filtered(form).to_show().newest_first()
    context = {
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "severities": Severity.choices,
        "state": form.state_shown,
        "shown": form.severities_shown,
        "areas": AreaOfInterest.objects.of(current_user(request)).order_by("name", "pk"),
    }
    return render(request, "incidents/incidents.html", context)


@require_safe
@login_required
def show_incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    incident = get_object_or_404(Incident.objects.to_show().select_related("room"), pk=incident_id)
    context = {"incident": incident, "may_change": may_change(current_user(request), incident)}
    return render(request, "incidents/incident.html", context)


@login_required
@answers_errors
def new_incident(request: HttpRequest) -> HttpResponse:
    form = IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_change_pace(current_user(request))
        if incident := _taken(form, actions.open_incident, current_user(request)):
            return redirect(incident)
    return render(request, "incidents/incident_form.html", {"form": form, "incident": None})


@login_required
@answers_errors
def change_incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    user = current_user(request)
    incident = get_object_or_404(Incident.objects.all(), pk=incident_id)
    form = IncidentForm.of(incident, request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_change_pace(user)
        if _taken(form, actions.change_incident, user, incident_id):
            return redirect(incident)
    if not may_change(user, incident):
        return redirect(incident)
    return render(request, "incidents/incident_form.html", {"form": form, "incident": incident})


@login_required
@require_POST
@answers_errors
def end_incident(request: HttpRequest, incident_id: int, how: str) -> HttpResponse:
    """Close it, open it again, or delete it."""
    user = current_user(request)
    check_change_pace(user)
    if how == "delete":
        actions.delete_incident(user, incident_id)
        messages.success(request, _("The incident is deleted."))
        return redirect("incidents:incidents")
    act = actions.close_incident if how == "close" else actions.reopen_incident
    return redirect(act(user, incident_id))


@login_required
@require_POST
@answers_errors
def open_room(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Open the incident's own room, or join it."""
    user = current_user(request)
    check_room_pace(user)
    try:
        return redirect(actions.open_room(user, incident_id))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("incidents:incident", incident_id)


def _filtered(form: FilterForm) -> IncidentQuerySet:
    found = Incident.objects.all()
    if form.state_shown != "all":
        found = found.open() if form.state_shown == "open" else found.closed()
    return found.filter(severity__in=form.severities_shown) if form.severities_shown else found


def _taken(form: IncidentForm, action: Any, *actor_and_id: Any) -> Incident | None:
    """Do what the form says, or put onto it why not."""
    try:
        return action(*actor_and_id, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return None
