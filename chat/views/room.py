"""A room's page: what is said there, and the form door for posting."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import current_user
from chat import actions, reading
from chat.finding import membership_of
from chat.forms import PostForm, ReadForm
from chat.here import here_in
from chat.limits import check_pace
from chat.listing import name_for, rooms_of
from chat.models import Membership, Message, Room
from chat.rows import fixed_of_room, rows_of
from example_channels.doors import answers_errors
from example_channels.realtime.limits import TooFast
from presence import phrases
from presence.actions import say as set_status_in_words


@login_required
@cache_control(no_store=True)  # Or "Back" brings back a used client_id, under which nothing posts.
def show_room(request: HttpRequest, room_id: int, position: int | None = None) -> HttpResponse:
    """A room, at a message where one is named; a POST is the form door for posting."""
    room, membership = _seen(current_user(request), room_id)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _posted(request, room, form):
        return redirect(room)
    context = _room_context(request, room, membership, form)
    if membership is not None:
        context |= _log_context(request, room, position) | _here_context(room)
    return render(request, "chat/room.html", context)


@login_required
@require_POST
@answers_errors
def mark_read(request: HttpRequest, room_id: int) -> HttpResponse:
    """For pages without JavaScript, which cannot tell what was on screen."""
    room = membership_of(current_user(request), room_id).room
    form = ReadForm(request.POST)
    if form.is_valid():
        actions.mark_read(current_user(request), room.pk, form.cleaned_data["position"])
    return redirect(room)


def _posted(request: HttpRequest, room: Room, form: PostForm) -> bool:
    """Post what the composer holds, or put onto the form why not."""
    user, data = current_user(request), form.cleaned_data
    try:
        if phrases.is_command(data["text"]):
            set_status_in_words(user, data["text"])
        else:
            check_pace(user)
            actions.post_message(user, room.pk, data["client_id"], data["text"])
    except (ValidationError, TooFast) as error:
        form.add_error("text", error if isinstance(error, ValidationError) else str(error))
        return False
    return True


def _seen(user: User, room_id: int) -> tuple[Room, Membership | None]:
    """Return a room the user may know of, with their membership: in one query, mostly."""
    membership = user.memberships.select_related("room").filter(room=room_id).first()
    if membership is not None:
        return membership.room, membership
    return get_object_or_404(Room.objects.seen_by(user), pk=room_id), None


def _room_context(
    request: HttpRequest, room: Room, membership: Membership | None, form: PostForm
) -> dict[str, object]:
    user = current_user(request)
    return {
        "room": room,
        "room_name": name_for(user, room),
        "membership": membership,
        "rooms": rooms_of(user),
        "form": form,
        "fixed": fixed_of_room(get_language() or ""),
        "member_count": None if membership else room.memberships.count(),
    }


def _log_context(request: HttpRequest, room: Room, position: int | None) -> dict[str, object]:
    if position is not None:
        get_object_or_404(Message, room=room, position=position)
    before = request.GET.get("before", "")
    page = reading.page_of(
        room,
        before=int(before) if before.isdecimal() and len(before) < 16 else None,
        around=position,
    )
    first = page.messages[0].position if page.messages else 0
    last = page.messages[-1].position if page.messages else 0
    return {
        "position": position,
        "rows": list(rows_of(page.messages, position)),
        "version": room.version,
        "older": first if first > 1 else None,
        "is_latest": last >= room.head,
    }


def _here_context(room: Room) -> dict[str, object]:
    event = here_in(room)
    return {"here": event.users, "here_count": event.count, "member_count": event.members}
