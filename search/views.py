"""The page of the search: what was understood, what was found."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import current_user
from chat.listing import rooms_of
from chat.shapes import RoomView
from example_channels.doors import answers_errors
from presence.models import manner_of
from presence.zones import zone_called
from search.chips import address_of, offered, taken
from search.finding import Found, find
from search.language import LONGEST, Complaint, Query, understand
from search.limits import check_pace
from search.snippets import snippet

LAST_ID = 2**63 - 1


@require_safe
@login_required
@answers_errors
def show_search(request: HttpRequest) -> HttpResponse:
    """What ``?q=`` finds, newest first; ``below`` is the message the page before ended with."""
    user, text = current_user(request), request.GET.get("q", "").strip()
    if text and (room := _named_room(user, request.GET.get("room", ""))):
        return redirect(address_of(f'in:"{room.name}" {text}'))
    context = {"text": text, "longest": LONGEST}
    with timezone.override(zone_called(manner_of(user).timezone)):
        if text:
            context |= _answer(user, text, _below(request.GET.get("below", "")))
        return render(request, "search/search.html", context)


def _answer(user: User, text: str, below: int | None) -> dict[str, Any]:
    """Return what was found, or what is wrong with the question. Raises TooFast."""
    check_pace(user)
    try:
        query = understand(text)
        found = find(user, query, timezone.get_current_timezone(), below)
    except Complaint as complaint:
        return {"complaint": str(complaint)}
    return _shown(query, found) | {"is_first": below is None}


def _shown(query: Query, found: Found) -> dict[str, Any]:
    hits = [
        (message, room, snippet(message.text, message.html, query.phrases))
        for message, room in found.hits
    ]
    return {
        "query": query,
        "found": found,
        "hits": hits,
        "taken": taken(query),
        "offered": offered(query, found) if found.next or len(found.hits) > 1 else [],
    }


def _named_room(user: User, text: str) -> RoomView | None:
    """Return the room of the user's whose page a search was begun on."""
    return next((room for room in rooms_of(user) if str(room.id) == text), None) if text else None


def _below(text: str) -> int | None:
    return min(int(text), LAST_ID) if text.isascii() and text.isdigit() and len(text) < 20 else None
