"""Pages about one's own presence and other people's, for browsers with and without JavaScript."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import current_user
from example_channels.doors import answers_errors
from example_channels.realtime.limits import TooFast
from presence import actions
from presence.cards import read_card
from presence.chosen import Change
from presence.forms import PresenceForm, StatusForm
from presence.models import Standing
from presence.service import presence
from presence.zones import clock_in, zones

CLEAR = Change(state="auto", emoji="", text="", until=None)


@login_required
def set_status(request: HttpRequest) -> HttpResponse:
    """How I am shown. After a POST back to ``next``; ``clear`` in it takes everything away."""
    standing = _standing(request)
    chosen = standing.chosen.at(timezone.now())
    form = StatusForm(request.POST or None, initial={"ends": "stays", **_fields(chosen)})
    if request.method == "POST" and form.is_valid() and _is_set(request, standing, form):
        messages.success(request, _("Your status is set."))
        return redirect(_next(request))
    context = {"form": form, "chosen": chosen, "next": _next(request)}
    return _on_their_clock(request, standing, "presence/status.html", context)


@login_required
def set_audience(request: HttpRequest) -> HttpResponse:
    """Who sees what of me."""
    form = PresenceForm(request.POST or None, instance=_standing(request))
    if request.method == "POST" and form.is_valid() and _is_kept(request, form):
        messages.success(request, _("Your presence settings are saved."))
        return redirect("presence_settings")
    return render(request, "presence/settings.html", {"form": form})


@require_safe
@login_required
@answers_errors
def show_person(request: HttpRequest, user_id: int) -> HttpResponse:
    """Somebody's card as a page."""
    card = read_card(presence.sight, current_user(request), user_id)
    # Without its zone: templates show times of any zone in that of the reader.
    here = clock_in(card.timezone, timezone.now()).replace(tzinfo=None) if card.timezone else None
    may_ban = User.objects.manageable_by(current_user(request)).filter(pk=user_id).exists()
    context = {"card": card, "entry": card.entry, "at": here, "may_ban": may_ban}
    return _on_their_clock(request, _standing(request), "presence/person.html", context)


def _standing(request: HttpRequest) -> Standing:
    user = current_user(request)
    return Standing.objects.filter(user=user).first() or Standing(user=user)


def _on_their_clock(
    request: HttpRequest, reader: Standing, template: str, context: dict[str, object]
) -> HttpResponse:
    """Show a page whose times are those of its reader's time zone, where that is known."""
    with timezone.override(reader.timezone if reader.timezone in zones() else None):
        return render(request, template, context)


def _fields(chosen: object) -> dict[str, object]:
    return {name: getattr(chosen, name) for name in ("state", "emoji", "text")}


def _is_set(request: HttpRequest, standing: Standing, form: StatusForm) -> bool:
    clock = clock_in(standing.timezone, timezone.now())
    change = CLEAR if "clear" in request.POST else form.change(clock)
    try:
        actions.set_status(current_user(request), change)
    except (ValidationError, TooFast) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return False
    return True


def _is_kept(request: HttpRequest, form: PresenceForm) -> bool:
    try:
        actions.set_audience(current_user(request), **form.cleaned_data)
    except TooFast as error:
        form.add_error(None, str(error))
        return False
    return True


def _next(request: HttpRequest) -> str:
    """Return where the person came from, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("home")
