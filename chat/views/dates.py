"""A room from a day on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import current_user
from chat.dates import day_called, first_since
from chat.finding import membership_of
from example_channels.doors import answers_errors
from presence.models import manner_of
from presence.zones import zone_called


@require_safe
@login_required
@answers_errors
def jump_to_date(request: HttpRequest, room_id: int) -> HttpResponse:
    """Go to the first message since ``?date=``, a day of the reader's own calendar."""
    user = current_user(request)
    room = membership_of(user, room_id).room
    day = day_called(request.GET.get("date", ""))
    if day is None:
        messages.error(request, _("Which day? Give a date like 2026-11-21."))
        return redirect(room)
    position = first_since(room, day, zone_called(manner_of(user).timezone))
    if position is None:
        words = _("Nothing has been said here since %(day)s.") % {"day": date_format(day)}
        messages.info(request, words)
        return redirect(room)
    return redirect("chat:message", room.pk, position)
