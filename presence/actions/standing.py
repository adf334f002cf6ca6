"""What people do about how they are shown. The actor comes first: nobody sets another's state."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import note_seen
from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit
from presence import phrases
from presence.chosen import Audience, Change, Chosen
from presence.limits import check_pace
from presence.messages import FactsChanged
from presence.models import Lookout, Standing
from presence.seen import rounded
from presence.zones import clock_in, zones


@transaction.atomic
def set_status(actor: User, change: Change) -> Chosen:
    """Show ``actor`` otherwise from now on. Raises ValidationError, TooFast."""
    check_pace(actor)
    standing, now = Standing.objects.of(actor), timezone.now()
    before = standing.chosen.at(now)
    standing.choose(change.on(before), now)
    if standing.chosen.is_invisible and not before.is_invisible:
        # What others see is when that was, and nothing that comes later.
        note_seen([actor.pk], [], rounded(now))
    User.objects.filter(pk=actor.pk).update(unseen_until=standing.unseen_until)
    _tell_changed(actor)
    return standing.chosen


@transaction.atomic
def say(actor: User, text: str) -> Chosen:
    """Carry out ``/status …``, ``/away``, ``/busy`` or ``/back``. Raises as set_status."""
    clock = clock_in(Standing.objects.of(actor).timezone, timezone.now())
    return set_status(actor, phrases.read(text, clock))


@transaction.atomic
def set_audience(
    actor: User,
    *,
    audience: Audience,
    seen_audience: Audience,
    refuses_notices: bool,
    timezone: str,
) -> None:
    """Choose who sees what. Raises ValidationError, TooFast."""
    check_pace(actor)
    standing = Standing.objects.of(actor)
    standing.audience, standing.seen_audience = audience, seen_audience
    standing.refuses_notices, standing.timezone = refuses_notices, timezone
    standing.full_clean(exclude=["user"])
    standing.save()
    if refuses_notices:
        Lookout.objects.filter(subject=actor).delete()
    _tell_changed(actor)


@transaction.atomic
def report_zone(actor: User, name: str) -> None:
    """Take note of a browser's time zone, unless one is known or chosen. Raises ValidationError."""
    if name not in zones():
        raise ValidationError(_("There is no such time zone."))
    standing = Standing.objects.of(actor)
    if standing.timezone is None:
        standing.timezone = name
        standing.save(update_fields=["timezone"])
        _tell_changed(actor)


def _tell_changed(user: User) -> None:
    publish_on_commit(topics.PRESENCE, FactsChanged(user=user.pk, is_counted=False))
