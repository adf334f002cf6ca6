"""Links into rooms: made by whoever may let others in, used a counted number of times."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.actions.admitting import admit
from chat.finding import membership_of
from chat.models import Membership, Room, RoomInvitation
from chat.models.invitations import (
    RoomInvitationQuerySet,
    hash_of,
    may_make_links,
    new_token,
)

MOST_LINKS = 50  # of a room, that still let somebody in


@transaction.atomic
def make_invitation(
    actor: User, room_id: int, *, lasts: timedelta | None = None, most_uses: int | None = None
) -> tuple[RoomInvitation, str]:
    """Return a new link into a room and its token, which nobody can read later.

    Raises Room.DoesNotExist, PermissionDenied; ValidationError where there are too many.
    """
    room = _room_to_link(actor, room_id)
    now, token = timezone.now(), new_token()
    if room.invitations.usable(now).count() >= MOST_LINKS:
        raise ValidationError(
            _("A room has at most %(most)d links. Revoke some of them first."),
            params={"most": MOST_LINKS},
        )
    invitation = room.invitations.create(
        made_by=actor,
        token_hash=hash_of(token),
        expires_at=None if lasts is None else now + lasts,
        most_uses=most_uses,
    )
    return invitation, token


@transaction.atomic
def revoke_invitation(actor: User, room_id: int, invitation_id: int) -> None:
    """End a link: owners any of their room's, others their own. Raises DoesNotExist."""
    invitations_seen_by(membership_of(actor, room_id)).get(pk=invitation_id).revoke()


@transaction.atomic
def use_invitation(actor: User, token: str) -> Room:
    """Become a member by a link; who is one already uses nothing up.

    Raises RoomInvitation.DoesNotExist; ValidationError with the link's state as its code.
    """
    # Locked, so that each use is counted before the next one is looked at.
    invitation = RoomInvitation.objects.with_token(token).locked().get()
    room = invitation.room
    if not actor.memberships.filter(room=room).exists():
        state = invitation.state(timezone.now())
        if state != invitation.State.USABLE:
            raise ValidationError(_("This link lets nobody in any more."), code=state)
        admit(room, actor)
        invitation.use()
    return room


def invitations_seen_by(membership: Membership) -> RoomInvitationQuerySet:
    """Return the links that still let somebody in: all for owners, their own for others."""
    theirs = Q() if membership.is_owner else Q(made_by=membership.user_id)
    invitations = membership.room.invitations.usable(timezone.now()).filter(theirs)
    return invitations.select_related("made_by").order_by("-created_at", "-pk")


def _room_to_link(actor: User, room_id: int) -> Room:
    membership = membership_of(actor, room_id)
    room = membership.room
    if room.is_direct:
        raise PermissionDenied(_("A direct conversation stays between those it began with."))
    room.require_open()
    if not may_make_links(membership):
        raise PermissionDenied(_("Only an owner may make links into a private room."))
    return room
