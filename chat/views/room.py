"""A room's page: what is said there, and the form door for posting."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from accounts.requests import current_user
from chat import actions, reading, threads
from chat.chains import Quote, quote_of
from chat.commands import COMMANDS
from chat.composing import compose
from chat.finding import Found, found_room, membership_of
from chat.forms import PostForm, ReadForm
from chat.frame import frame_of
from chat.inside import inside_of
from chat.listing import rooms_among
from chat.models import Membership, Message, Room
from chat.reactions import QUICK
from chat.rows import fixed_of_room, log_of, rows_of
from example_channels.doors import answers_errors
from example_channels.realtime.limits import TooFast

LEADS = {"rooms": "chat:rooms", "commands": "chat:commands"}


@login_required
@answers_errors
@cache_control(no_store=True)  # Or "Back" brings back a used client_id, under which nothing posts.
def show_room(request: HttpRequest, room_id: int, position: int | None = None) -> HttpResponse:
    """A room, at a message where one is named; a POST is the form door for posting."""
    found = found_room(current_user(request), room_id)
    room, membership = found.room, found.membership
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (done := composed(request, room, form)):
        return redirect(done)
    context = room_context(request, found, form)
    if membership is not None:
        context |= inside_context(request, membership, position)
        context["replying"] = _replying(request, room)
    return render(request, "chat/room.html", context)


@login_required
def list_commands(request: HttpRequest) -> HttpResponse:
    """For ``/help`` without JavaScript."""
    return render(request, "chat/commands.html", {"commands": COMMANDS.values()})


@login_required
@require_POST
@answers_errors
def mark_read(request: HttpRequest, room_id: int) -> HttpResponse:
    """For pages without JavaScript, which cannot tell what was on screen."""
    room = membership_of(current_user(request), room_id).room
    form = ReadForm(request.POST)
    if form.is_valid():
        actions.mark_read(current_user(request), room.pk, **form.cleaned_data)
    return redirect(room)


def composed(request: HttpRequest, room: Room, form: PostForm) -> Room | str | None:
    """Do what the composer holds and say where to go on; or put onto the form why not."""
    user, data = current_user(request), form.cleaned_data
    membership_of(user, room.pk)  # Whoever is none has no composer that could say why not.
    try:
        outcome = compose(user, room.pk, data["client_id"], data["text"], data["reply_to"])
    except ValidationError as refusal:
        form.add_error("text", refusal)
    except Message.DoesNotExist:
        form.add_error("text", _("What you reply to is not in this room."))
    except (PermissionDenied, TooFast) as refusal:
        form.add_error("text", str(refusal))
    else:
        if outcome.words:
            messages.success(request, str(outcome.words))
        return LEADS.get(outcome.leads, room)
    return None


def room_context(request: HttpRequest, found: Found, form: PostForm) -> dict[str, object]:
    room, membership = found.room, found.membership
    rooms = rooms_among(current_user(request), found.memberships)
    # A conversation is named in one's list; of what one is not in, all call it the same.
    name = next((each.name for each in rooms if each.id == room.pk), room.name)
    frame = frame_of(room, name, membership)
    return {
        "room": room,
        "room_name": name,
        "membership": membership,
        "rooms": rooms,
        "form": form,
        "client_id": form["client_id"].value(),
        "frame": frame,
        "mine": frame.mine,
        "fixed": fixed_of_room(get_language() or ""),
        "member_count": None if membership else room.memberships.count(),
    }


def inside_context(
    request: HttpRequest, membership: Membership, position: int | None
) -> dict[str, object]:
    """What a member sees."""
    inside = inside_of(current_user(request), membership.room)
    return {
        **_log_context(request, membership, position),
        "here": inside.here.users,
        "here_count": inside.here.count,
        "member_count": inside.here.members,
        "bookmarks": inside.bookmarks,
        "quick_reactions": QUICK,
    }


def _log_context(
    request: HttpRequest, membership: Membership, position: int | None
) -> dict[str, object]:
    room, user = membership.room, current_user(request)
    if position is not None:
        get_object_or_404(Message, room=room, position=position)
    page = reading.page_of(room, before=number_in(request.GET, "before"), around=position)
    seen = threads.seen_of(user, page.messages)
    new_after = membership.read if membership.read < room.head else None
    rows = rows_of(
        page.messages,
        position,
        user.pk,
        seen,
        is_owner=membership.is_owner,
        new_after=new_after,
    )
    first = page.messages[0].position if page.messages else 0
    last = page.messages[-1].position if page.messages else 0
    return {
        "position": position,
        "way_back": number_in(request.GET, "from"),
        "log": log_of(rows),
        "target": next((each for each in page.messages if each.position == position), None),
        "version": room.version,
        "older": first if first > 1 else None,
        "is_latest": last >= room.head,
    }


def number_in(values: QueryDict, name: str) -> int | None:
    value = values.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 16 else None


def _replying(request: HttpRequest, room: Room) -> Quote | None:
    """Return what the composer answers: as the address says, or the form that was not posted."""
    named = {"pk": number_in(request.POST, "reply_to"), "position": number_in(request.GET, "reply")}
    wanted = {field: value for field, value in named.items() if value}
    message = room.messages.to_show().filter(**wanted).first() if wanted else None
    return quote_of(message) if message else None
