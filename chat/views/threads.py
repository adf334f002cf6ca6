"""A chain of replies beside its room, for those who come by its address or without JavaScript."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import current_user
from chat import actions, threads
from chat.answers import ThreadOpened
from chat.finding import found_room, membership_of
from chat.forms import PostForm, ReadForm
from chat.models import Message
from chat.rows import log_of, rows_of
from chat.views.room import composed, inside_context, number_in, room_context
from example_channels.doors import answers_errors


@login_required
@cache_control(no_store=True)  # As for a room.
@answers_errors
def show_thread(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    """A chain, at its first message; a POST is the form door for replying."""
    user = current_user(request)
    found, message = found_room(user, room_id), _found(user, room_id, position)
    membership = found.membership or membership_of(user, room_id)
    if message.thread is not None:
        return redirect("chat:thread", room_id, message.thread.position)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and composed(request, membership.room, form):
        return redirect(request.path)
    context = room_context(request, found, PostForm())
    context |= inside_context(request, membership, position)
    opened = threads.open_thread(user, message.pk, number_in(request.GET, "replies_before"))
    context |= _thread_context(user, opened, form, is_owner=membership.is_owner)
    return render(request, "chat/room.html", context)


@login_required
@require_POST
@answers_errors
def read_thread(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    """For pages without JavaScript, which cannot tell what was on screen."""
    form = ReadForm(request.POST)
    if form.is_valid():
        message = _found(current_user(request), room_id, position)
        actions.read_thread(current_user(request), message.pk, form.cleaned_data["position"])
    return redirect("chat:thread", room_id, position)


def _found(user: User, room_id: int, position: int) -> Message:
    messages = Message.objects.in_rooms_of(user).select_related("thread")
    return get_object_or_404(messages, room=room_id, position=position)


def _thread_context(
    user: User, opened: ThreadOpened, form: PostForm, *, is_owner: bool
) -> dict[str, object]:
    root, replies = opened.message, opened.replies
    count = root.replies.count if root.replies else 0
    rows = list(rows_of([root, *replies], None, user.pk, is_owner=is_owner))
    there = [message for message in (root, *reversed(replies)) if not message.deleted_at]
    return {
        "thread": opened,
        "thread_count": count,
        "thread_unseen": count - (opened.seen or 0),
        "thread_root": log_of(rows[:1]),
        "thread_replies": log_of(rows[1:]),
        "thread_target": there[0].id if there else None,
        "thread_earlier": replies[0].position if opened.more else None,
        "thread_form": form,
    }
