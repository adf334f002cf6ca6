"""Pages of areas of interest: everybody's, and the forms of one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import current_user
from example_channels.doors import answers_errors
from incidents import actions
from incidents.finding import own_area
from incidents.forms import AreaForm
from incidents.limits import check_change_pace
from incidents.models import AreaOfInterest

PER_PAGE = 50


@require_safe
@login_required
def list_areas(request: HttpRequest) -> HttpResponse:
    listed = AreaOfInterest.objects.listed().defer("polygon")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "incidents/areas.html", {"page": page})


@login_required
@answers_errors
def new_area(request: HttpRequest) -> HttpResponse:
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_change_pace(current_user(request))
        if area := _taken(form, actions.make_area, current_user(request)):
            return _kept(request, area)
    return render(request, "incidents/area_form.html", {"form": form, "area": None})


@login_required
@answers_errors
def change_area(request: HttpRequest, area_id: int) -> HttpResponse:
    user = current_user(request)
    area = own_area(user, area_id)
    form = AreaForm.of(area, request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_change_pace(user)
        if _taken(form, actions.change_area, user, area_id):
            return _kept(request, area)
    return render(request, "incidents/area_form.html", {"form": form, "area": area})


@login_required
@require_POST
@answers_errors
def delete_area(request: HttpRequest, area_id: int) -> HttpResponse:
    check_change_pace(current_user(request))
    actions.delete_area(current_user(request), area_id)
    messages.success(request, _("The area is deleted."))
    return redirect("incidents:incidents")


def _kept(request: HttpRequest, area: AreaOfInterest) -> HttpResponse:
    messages.success(request, _("The area “%(name)s” is kept.") % {"name": area.name})
    return redirect("incidents:incidents")


def _taken(form: AreaForm, action: Any, *actor_and_id: Any) -> AreaOfInterest | None:
    """Do what the form says, or put onto it why not."""
    try:
        return action(*actor_and_id, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return None
