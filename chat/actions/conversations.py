"""Conversations: found again by their people, and never begun twice."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.actions.admitting import tell_admitted
from chat.models import Membership, Room

MOST_OTHERS = 8  # people in a conversation, beside oneself


def open_direct(actor: User, user_id: int) -> Room:
    """Return the conversation of two people, begun at the first call. Raises User.DoesNotExist."""
    return open_conversation(actor, [user_id])


@transaction.atomic
def open_conversation(actor: User, user_ids: Iterable[int]) -> Room:
    """Return the one conversation of these people and oneself, begun at the first call.

    Raises User.DoesNotExist, ValidationError.
    """
    people = _people(actor, set(user_ids))
    key = "-".join(str(person.pk) for person in people)
    # Whoever begins the same one at this moment waits here, and finds it with its people.
    room, _made = Room.objects.get_or_create(
        direct_key=key, defaults={"kind": Room.Kind.DIRECT, "created_by": actor}
    )
    # All of them first: the room is called by the others for each.
    admitted = [room.admit(person, Membership.Role.MEMBER) for person in people]
    for membership, is_new in admitted:
        if is_new:
            tell_admitted(membership)
    return room


def _people(actor: User, user_ids: set[int]) -> list[User]:
    """Return all who are to talk, by their ids."""
    others = user_ids - {actor.pk}
    if len(others) > MOST_OTHERS:
        raise ValidationError(
            _("A conversation has at most %(most)d others. For more people, open a room."),
            params={"most": MOST_OTHERS},
        )
    found = User.objects.present_in_list().in_bulk(others)
    if len(found) < len(others) or not user_ids:
        raise User.DoesNotExist
    return sorted([actor, *found.values()], key=lambda person: person.pk)
