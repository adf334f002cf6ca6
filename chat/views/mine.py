"""What a room is to oneself: a favourite, and at which place; muted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import current_user
from chat import actions
from example_channels.doors import answers_errors

CHANGES: dict[str, Callable[[User, int], None]] = {
    "favourite": partial(actions.set_favourite, is_favourite=True),
    "unfavourite": partial(actions.set_favourite, is_favourite=False),
    "up": partial(actions.move_favourite, by=-1),
    "down": partial(actions.move_favourite, by=1),
    "mute": partial(actions.set_muted, is_muted=True),
    "unmute": partial(actions.set_muted, is_muted=False),
}


@login_required
@require_POST
@answers_errors
def change_mine(request: HttpRequest, room_id: int) -> HttpResponse:
    """Do what the button says, and go back to the list of rooms where it stands there."""
    change = CHANGES.get(request.POST.get("do", ""))
    if change is None:
        return HttpResponseBadRequest(_("There is no such thing to do with a room."))
    change(current_user(request), room_id)
    if request.POST.get("on") == "rooms":
        return redirect("chat:rooms")
    return redirect("chat:room", room_id)
