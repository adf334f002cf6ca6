"""What an edited message said before, for pages without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.requests import current_user
from chat import reading
from chat.differences import Part, differences
from chat.listing import name_for
from chat.models import Message
from chat.shapes import RevisionView
from example_channels.doors import answers_errors


class State(NamedTuple):
    """A message from a time on, and what became of what it said before."""

    at: datetime
    parts: Sequence[Part]


@login_required
@answers_errors
def show_history(request: HttpRequest, room_id: int, position: int) -> HttpResponse:
    """What a message said, for its author and the room's owners."""
    user = current_user(request)
    there = Message.objects.in_rooms_of(user).filter(deleted_at=None)
    message = there.select_related("author", "room").get(room=room_id, position=position)
    now = RevisionView(message.text, message.edited_at or message.created_at)
    said = [*reading.revisions(user, message.pk).revisions, now]
    context = {"message": message, "states": list(_states(said))}
    return render(
        request,
        "chat/history.html",
        context | {"room": message.room, "room_name": name_for(user, message.room)},
    )


def _states(said: Sequence[RevisionView]) -> Iterator[State]:
    yield State(said[0].at, [Part("same", said[0].text)])
    for before, after in pairwise(said):
        yield State(after.at, differences(before.text, after.text))
