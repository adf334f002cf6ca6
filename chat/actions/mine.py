"""What a room is to oneself alone: a favourite, and at which place; muted."""

from typing import Literal

from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.models import User
from chat.events import RoomMine
from chat.finding import membership_of
from chat.models import Membership
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit


@transaction.atomic
def set_favourite(actor: User, room_id: int, *, is_favourite: bool) -> None:
    """Put a room at the end of one's favourites, or take it out. Raises as membership_of does."""
    membership = membership_of(actor, room_id)
    if is_favourite == (membership.favourite is not None):
        return
    last = _favourites(actor).aggregate(last=Max("favourite"))["last"] or 0
    membership.favourite = last + 1 if is_favourite else None
    _save(membership, "favourite")


@transaction.atomic
def move_favourite(actor: User, room_id: int, by: Literal[-1, 1]) -> None:
    """Let a favourite change places with the one above (-1) or below it (1), if there is one.

    Raises as membership_of does.
    """
    membership = membership_of(actor, room_id)
    # Locked, and numbered anew: two may have got the same place at the same time.
    favourites = list(_favourites(actor).select_for_update(of=("self",)))
    here = next((n for n, each in enumerate(favourites) if each.pk == membership.pk), None)
    if here is None or not 0 <= here + by < len(favourites):
        return
    favourites[here], favourites[here + by] = favourites[here + by], favourites[here]
    for place, each in enumerate(favourites, 1):
        if each.favourite != place:
            each.favourite = place
            _save(each, "favourite")


@transaction.atomic
def set_muted(actor: User, room_id: int, *, is_muted: bool) -> None:
    """Have what is said in a room not counted, or counted again. Raises as membership_of does."""
    membership = membership_of(actor, room_id)
    if membership.muted != is_muted:
        membership.muted = is_muted
        _save(membership, "muted")


def _favourites(user: User) -> QuerySet[Membership]:
    favourites = user.memberships.filter(favourite__isnull=False).select_related("room")
    return favourites.order_by("favourite", "pk")


def _save(membership: Membership, field: str) -> None:
    membership.save(update_fields=[field])
    publish_on_commit(topics.user(membership.user_id), RoomMine.of(membership))
