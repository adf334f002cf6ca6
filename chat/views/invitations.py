"""Links into rooms: making and revoking them, and the page that somebody who has one opens."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import invitations as to_the_site
from accounts.requests import current_user
from chat import actions
from chat.finding import membership_of
from chat.forms import LinkForm
from chat.limits import check_room_pace
from chat.models import Room, RoomInvitation
from example_channels.doors import answers_errors

GONE = 410


@login_required
@require_POST
@never_cache
@answers_errors
def make_invitation(request: HttpRequest, room_id: int) -> HttpResponse:
    """Make a link, and show it this once."""
    user = current_user(request)
    room, form = membership_of(user, room_id).room, LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how long the link lasts, and for how many people."))
        return redirect("chat:about", room_id)
    check_room_pace(user)
    try:
        invitation, token = actions.make_invitation(user, room_id, **form.wishes())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("chat:about", room_id)
    link = request.build_absolute_uri(reverse("room_invitation", args=[token]))
    return render(
        request, "chat/new_link.html", {"room": room, "invitation": invitation, "link": link}
    )


@login_required
@require_POST
@answers_errors
def revoke_invitation(request: HttpRequest, room_id: int, invitation_id: int) -> HttpResponse:
    actions.revoke_invitation(current_user(request), room_id, invitation_id)
    messages.success(request, _("The link lets nobody in any more."))
    return redirect("chat:about", room_id)


@never_cache
@answers_errors
def use_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link leads to: a question whether to join, and a POST that does."""
    invitation = RoomInvitation.objects.with_token(token).first()
    if invitation is None:
        return render(request, "chat/link_gone.html", {"state": "unknown"}, status=404)
    if _is_member(request, invitation.room):
        return redirect(invitation.room)
    state = invitation.state(timezone.now())
    if state != invitation.State.USABLE:
        return _gone(request, state)
    if request.method == "POST" and request.user.is_authenticated:
        return _use(request, token)
    return render(request, "chat/invited.html", _invited_context(request, invitation))


def _use(request: HttpRequest, token: str) -> HttpResponse:
    """Join. Whoever took the last use a moment ago makes this one too late."""
    check_room_pace(current_user(request))
    try:
        return redirect(actions.use_invitation(current_user(request), token))
    except ValidationError as refusal:
        if state := getattr(refusal, "code", None):
            return _gone(request, state)
        messages.error(request, " ".join(refusal.messages))
        return redirect("chat:rooms")


def _gone(request: HttpRequest, state: str) -> HttpResponse:
    return render(request, "chat/link_gone.html", {"state": str(state)}, status=GONE)


def _is_member(request: HttpRequest, room: Room) -> bool:
    return room.memberships.filter(user=request.user.pk).exists()


def _invited_context(request: HttpRequest, invitation: RoomInvitation) -> dict[str, object]:
    """Say how somebody without an account gets one, where that is possible."""
    may_sign_up = settings.SIGN_UP == "open" or (
        settings.SIGN_UP == "invite" and to_the_site.holds_one(request)
    )
    return {
        "invitation": invitation,
        "room": invitation.room,
        "member_count": invitation.room.memberships.count(),
        "may_sign_up": may_sign_up,
        "sign_up": settings.SIGN_UP,
        "next": urlencode({"next": request.path}),
    }
