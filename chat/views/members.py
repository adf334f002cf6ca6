"""Who is in a room: inviting and removing people, and sharing it with them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import current_user
from chat import actions
from chat.finding import membership_of
from chat.forms import InviteForm, RoleForm
from chat.limits import check_room_pace
from example_channels.doors import answers_errors


@login_required
@require_POST
@answers_errors
def invite(request: HttpRequest, room_id: int) -> HttpResponse:
    user, form = current_user(request), InviteForm(request.POST)
    room = membership_of(user, room_id).room
    if form.is_valid():
        check_room_pace(user)
        try:
            guest = actions.invite(user, room.pk, form.cleaned_data["username"]).user
            messages.success(request, _("%(name)s is a member now.") % {"name": guest.shown_name})
        except User.DoesNotExist:
            messages.error(request, _("There is nobody with that username."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    else:
        messages.error(request, _("Whom? Give a username."))
    return redirect(room)


@login_required
@require_POST
@answers_errors
def remove_member(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    actions.remove_member(current_user(request), room_id, user_id)
    return redirect("chat:about", room_id)


@login_required
@require_POST
@answers_errors
def set_role(request: HttpRequest, room_id: int, user_id: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(_("There is no such role."))
    try:
        actions.set_role(current_user(request), room_id, user_id, form.cleaned_data["role"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("chat:about", room_id)
