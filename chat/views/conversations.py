"""Beginning a conversation: whom with, and the one with somebody from the list of people."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import current_user
from chat import actions
from chat.actions.conversations import MOST_OTHERS
from chat.finding import membership_of
from chat.limits import check_room_pace
from chat.models import Room
from example_channels.doors import answers_errors
from presence.facts import words_of
from presence.roster import Entry
from presence.service import presence

PEOPLE_SHOWN = 50
MOST_ASKED = 50  # ids looked at, however many a form sends
QUERY_LENGTH = 100


@login_required
@require_POST
@answers_errors
def open_direct(request: HttpRequest, user_id: int) -> HttpResponse:
    check_room_pace(current_user(request))
    return redirect(actions.open_direct(current_user(request), user_id))


@login_required
@answers_errors
def new_conversation(request: HttpRequest) -> HttpResponse:
    """Choose people: those of ``?room=`` to begin with. POST ``do=begin`` begins or finds it."""
    user, given = current_user(request), request.POST or request.GET
    chosen = _ids(given.getlist("people")) | _people_of(user, given.get("room", ""))
    problem = ""
    if request.POST.get("do") == "begin":
        outcome = _begun(user, chosen)
        if isinstance(outcome, Room):
            return redirect(outcome)
        problem = outcome
    query = given.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH]
    context = _context(user, chosen, query) | {"problem": problem}
    return render(request, "chat/new_conversation.html", context)


def _begun(user: User, chosen: set[int]) -> Room | str:
    """Return the conversation, or why there is none. Raises TooFast."""
    if not chosen:
        return _("With whom? Choose at least one person.")
    check_room_pace(user)
    try:
        return actions.open_conversation(user, chosen)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except User.DoesNotExist:
        return _("Somebody you chose is no longer here. Those who are stay chosen.")


def _context(user: User, chosen: set[int], query: str) -> dict[str, object]:
    found = presence.listing.content(words_of(query), 0, PEOPLE_SHOWN)
    others = [entry for entry in found.entries if entry.id not in chosen | {user.pk}]
    return {
        "chosen": _entries(chosen - {user.pk}),
        "others": others,
        "more": max(0, found.total - len(found.entries)),
        "query": query,
        "most": MOST_OTHERS,
    }


def _entries(ids: Iterable[int]) -> list[Entry]:
    """Return people as everybody sees them, in the order of the list."""
    people = User.objects.present_in_list().filter(pk__in=ids).select_related("standing")
    return [presence.sight.entry(person, is_roommate=False) for person in people]


def _people_of(user: User, room: str) -> set[int]:
    """Return who is in a conversation of the user's, to begin one with more.

    Raises Room.DoesNotExist, PermissionDenied.
    """
    if not (room.isascii() and room.isdigit() and len(room) < 16):
        return set()
    found = membership_of(user, int(room)).room
    return set(found.memberships.values_list("user", flat=True)[: MOST_OTHERS + 1]) - {user.pk}


def _ids(given: list[str]) -> set[int]:
    numbers = (each for each in given[:MOST_ASKED] if each.isascii() and each.isdigit())
    return {int(each) for each in numbers if len(each) < 16}
