"""What there is to know of a room: what it is for, whose it is, who is in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.requests import current_user
from chat.actions.invitations import invitations_seen_by
from chat.finding import seen_room
from chat.forms import LinkForm
from chat.listing import name_for
from chat.models import Membership, Room
from chat.models.invitations import may_make_links
from example_channels.doors import answers_errors
from presence.service import presence

MEMBERS_PER_PAGE = 50
QUERY_LENGTH = 100


@login_required
@answers_errors
def about_room(request: HttpRequest, room_id: int) -> HttpResponse:
    """A room's facts and its members, owners first; ``?q=`` finds one of them."""
    user = current_user(request)
    room, membership = seen_room(user, room_id)
    query = request.GET.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH]
    members = _members(room, query, request.GET.get("page"))
    context = {
        "room": room,
        "room_name": name_for(user, room),
        "membership": membership,
        "is_owner": membership is not None and membership.is_owner,
        "members": members,
        "query": query,
        **_links_context(membership),
        "people": _with_states(room, members, is_roommate=membership is not None),
    }
    return render(request, "chat/about.html", context)


def _members(room: Room, query: str, page: str | None) -> Page[Membership]:
    members = room.memberships.select_related("user")
    if query:
        members = members.filter(user__in=User.objects.matching(query))
    # "owner" sorts after "member".
    return Paginator(
        members.order_by("-role", "user__sort_key", "user_id"), MEMBERS_PER_PAGE
    ).get_page(page)


def _links_context(membership: Membership | None) -> dict[str, object]:
    """Return the links into the room that the reader may see, where they may make any."""
    if membership is None or membership.room.is_direct or not may_make_links(membership):
        return {}
    return {"links": invitations_seen_by(membership), "link_form": LinkForm()}


def _with_states(
    room: Room, members: Iterable[Membership], *, is_roommate: bool
) -> list[tuple[Membership, str]]:
    """Return members with their states, as far as the reader may know."""
    shown = list(members)
    # A conversation makes nobody room-mates.
    are_roommates = is_roommate and not room.is_direct
    here = presence.sight.among([each.user_id for each in shown], are_roommates=are_roommates)
    states = {entry.id: entry.state for entry in here}
    return [(member, states.get(member.user_id, "offline")) for member in shown]
