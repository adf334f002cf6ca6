"""The list of rooms; opening, changing and joining one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.requests import current_user
from chat import actions
from chat.finding import owned_room
from chat.forms import NewRoomForm, RoomSettingsForm
from chat.limits import check_room_pace
from chat.listing import is_named, rooms_of
from chat.models import Room
from example_channels.doors import answers_errors

ROOMS_PER_PAGE = 50  # of those one can join
QUERY_LENGTH = 100


@login_required
def list_rooms(request: HttpRequest) -> HttpResponse:
    """My rooms, and those I can join; ``?q=`` finds some of both."""
    user = current_user(request)
    query = request.GET.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH]
    joinable = Room.objects.joinable_by(user).matching(query).order_by("name", "pk")
    page = Paginator(joinable.with_member_count(), ROOMS_PER_PAGE).get_page(request.GET.get("page"))
    mine = [room for room in rooms_of(user) if is_named(room.name, query)]
    context = {"rooms": mine, "joinable": page, "query": query, "is_arranged": True}
    return render(request, "chat/rooms.html", context)


@login_required
@answers_errors
def new_room(request: HttpRequest) -> HttpResponse:
    form = NewRoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_room_pace(current_user(request))
        return redirect(actions.create_room(current_user(request), **form.cleaned_data))
    return render(request, "chat/room_form.html", {"form": form, "room": None})


@login_required
@answers_errors
def change_room(request: HttpRequest, room_id: int) -> HttpResponse:
    user = current_user(request)
    room = owned_room(user, room_id)
    form = RoomSettingsForm(request.POST or None, instance=room)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.change_room(user, room.pk, **form.cleaned_data))
    return render(request, "chat/room_form.html", {"form": form, "room": room})


@login_required
@require_POST
@answers_errors
def archive_room(request: HttpRequest, room_id: int) -> HttpResponse:
    return redirect(actions.archive_room(current_user(request), room_id))


@login_required
@require_POST
@answers_errors
def restore_room(request: HttpRequest, room_id: int) -> HttpResponse:
    return redirect(actions.restore_room(current_user(request), room_id))


@login_required
@require_POST
@answers_errors
def join_room(request: HttpRequest, room_id: int) -> HttpResponse:
    return redirect(actions.join_room(current_user(request), room_id))


@login_required
@require_POST
@answers_errors
def leave_room(request: HttpRequest, room_id: int) -> HttpResponse:
    actions.leave_room(current_user(request), room_id)
    return redirect("chat:rooms")
