"""“Tell me when … is back”: asked for, taken back, and told."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.protocol import UserRef
from example_channels.realtime.publishing import publish_on_commit
from presence.events import PresenceBack
from presence.limits import check_pace
from presence.models import Lookout, manner_of

MOST_LOOKOUTS = 50  # of one person at a time


@transaction.atomic
def ask_notice(actor: User, subject: User, *, is_online: bool) -> None:
    """Let ``actor`` be told once. Raises PermissionDenied, ValidationError, TooFast.

    ``is_online`` is how the actor sees the subject now.
    """
    check_pace(actor)
    if manner_of(subject).refuses_notices:
        raise PermissionDenied(_("%(name)s does not want that.") % {"name": subject.shown_name})
    if is_online or subject.pk == actor.pk:
        raise ValidationError(_("%(name)s is here already.") % {"name": subject.shown_name})
    # Locked, so that two requests at once do not both find room for one more.
    locked = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    others = locked.lookouts.exclude(subject=subject)
    if others.count() >= MOST_LOOKOUTS:
        raise ValidationError(
            _("You are waiting for %(most)d people already.") % {"most": MOST_LOOKOUTS}
        )
    Lookout.objects.get_or_create(watcher=actor, subject=subject)


def cancel_notice(actor: User, user_id: int) -> None:
    """Tell ``actor`` nothing after all; nothing happens where they did not ask."""
    actor.lookouts.filter(subject=user_id).delete()


@transaction.atomic
def tell_back(lookout: Lookout) -> None:
    """Tell the watcher, if no other process has done it."""
    deleted, _kinds = Lookout.objects.filter(pk=lookout.pk).delete()
    if deleted:
        subject = lookout.subject
        back = PresenceBack(user=UserRef(subject.pk, subject.username, subject.shown_name))
        publish_on_commit(topics.user(lookout.watcher_id), back)
