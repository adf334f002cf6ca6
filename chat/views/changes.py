"""Editing and deleting a message without JavaScript, each on a page of its own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import current_user
from chat import actions
from chat.finding import membership_of
from chat.forms import EditForm
from chat.limits import check_pace
from chat.models import Membership, Message
from example_channels.doors import answers_errors


@login_required
@answers_errors
def edit_message(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    user = current_user(request)
    message, _membership = _open_message(user, room_id, position)
    if message.author_id != user.pk:
        raise PermissionDenied(_("Only its author may edit a message."))
    form = EditForm(request.POST or None, initial={"text": message.text})
    if request.method == "POST" and form.is_valid() and _edited(user, message, form):
        return redirect("chat:message", room_id, position)
    return render(request, "chat/edit_message.html", {"message": message, "form": form})


@login_required
@answers_errors
def delete_message(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    """Ask whether to, and do it."""
    user = current_user(request)
    message, membership = _open_message(user, room_id, position)
    if message.author_id != user.pk and not membership.is_owner:
        raise PermissionDenied(_("Only its author or the room's owner may delete a message."))
    if request.method == "POST":
        check_pace(user)
        actions.delete_message(user, message.pk)
        return redirect("chat:message", room_id, position)
    return render(request, "chat/delete_message.html", {"message": message})


def _open_message(user: User, room_id: int, position: int) -> tuple[Message, Membership]:
    """Return a message that can still be changed.

    Raises DoesNotExist; PermissionDenied where the room is archived.
    """
    membership = membership_of(user, room_id)
    there = membership.room.messages.select_related("author").filter(deleted_at=None)
    message = there.get(position=position)
    membership.room.require_open()
    return message, membership


def _edited(user: User, message: Message, form: EditForm) -> bool:
    """Change the message; or put onto the form why not."""
    check_pace(user)
    try:
        actions.edit_message(user, message.pk, form.cleaned_data["text"])
    except ValidationError as refusal:
        form.add_error("text", refusal)
    return form.is_valid()
