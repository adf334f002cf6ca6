"""Reactions, pins and bookmarks without JavaScript, and the pages that list them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import current_user
from chat import actions, marked
from chat.finding import membership_of
from chat.limits import check_marks_pace
from chat.listing import name_for, names_for
from chat.models import Bookmark, Message
from chat.shapes import MessageView
from example_channels.doors import answers_errors

BOOKMARKS_PER_PAGE = 30


class Kept(NamedTuple):
    """A bookmarked message, and what its room is called by whoever bookmarked it."""

    message: MessageView
    room_name: str


@login_required
@require_POST
@answers_errors
def react(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    on = "add" in request.POST
    emoji = request.POST.get("add" if on else "drop", "")
    return _marked(request, room_id, position, actions.react, emoji, on=on)


@login_required
@require_POST
@answers_errors
def pin(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    return _marked(request, room_id, position, actions.pin, on=bool(request.POST.get("on")))


@login_required
@require_POST
@answers_errors
def bookmark(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    return _marked(request, room_id, position, actions.bookmark, on=bool(request.POST.get("on")))


@login_required
@require_POST
@answers_errors
def remove_bookmark(request: HttpRequest, message_id: int) -> HttpResponse:
    actions.bookmark(current_user(request), message_id, on=False)
    return redirect("bookmarks")


@login_required
@answers_errors
def list_reactions(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    """Who reacted to a message, for pages without JavaScript."""
    user = current_user(request)
    room = membership_of(user, room_id).room
    message = room.messages.get(position=position)
    found = {"message": message, "reactions": marked.reactions_of(message).reactions}
    named = {"room": room, "room_name": name_for(user, room)}
    return render(request, "chat/reacted.html", found | named)


@login_required
@answers_errors
def list_pins(request: HttpRequest, room_id: int) -> HttpResponse:
    user = current_user(request)
    room = membership_of(user, room_id).room
    pinned = marked.pins_of(room).messages
    context = {"room": room, "room_name": name_for(user, room), "pinned": pinned}
    return render(request, "chat/pins.html", context)


@login_required
def list_bookmarks(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    paginator = Paginator(marked.bookmarks_of(user), BOOKMARKS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    kept = list(_kept(user, list(page.object_list)))
    return render(request, "chat/bookmarks.html", {"page": page, "kept": kept})


def _kept(user: User, bookmarks: Sequence[Bookmark]) -> Iterator[Kept]:
    found = [bookmark.message for bookmark in bookmarks]
    names = names_for(user, {message.room_id: message.room for message in found}.values())
    views = MessageView.of_many(found)
    return (Kept(view, names[view.room]) for view in views)


def _marked(
    request: HttpRequest, room_id: int, position: int, action: Any, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Do it, or say why not, and show the message."""
    user = current_user(request)
    message = Message.objects.in_rooms_of(user).get(room=room_id, position=position)
    check_marks_pace(user)
    try:
        action(user, message.pk, *args, **kwargs)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("chat:message", room_id, position)
