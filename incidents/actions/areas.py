"""What people do with their areas of interest. The actor comes first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit
from incidents.actions.alerts import raise_for_area
from incidents.events import AreaChanged, AreaDeleted
from incidents.finding import own_area
from incidents.models import AreaOfInterest
from incidents.models.areas import MOST_AREAS
from incidents.shapes import AreaFeature


@transaction.atomic
def make_area(
    actor: User, *, name: str, polygon: dict[str, Any], severities: list[str]
) -> AreaOfInterest:
    """Be told of what happens there from now on. Raises ValidationError."""
    if AreaOfInterest.objects.of(actor).count() >= MOST_AREAS:
        raise ValidationError(
            _("Nobody can have more than %(most)d areas."), params={"most": MOST_AREAS}
        )
    return _write(AreaOfInterest(owner=actor), name=name, polygon=polygon, severities=severities)


@transaction.atomic
def change_area(
    actor: User, area_id: int, *, name: str, polygon: dict[str, Any], severities: list[str]
) -> AreaOfInterest:
    """Change an area of one's own. Raises DoesNotExist, PermissionDenied, ValidationError."""
    return _write(own_area(actor, area_id), name=name, polygon=polygon, severities=severities)


@transaction.atomic
def delete_area(actor: User, area_id: int) -> None:
    """Take it away, and its alerts. Raises AreaOfInterest.DoesNotExist, PermissionDenied."""
    own_area(actor, area_id).delete()


@transaction.atomic
def forget(user_id: int) -> None:
    """Take away what somebody who is being forgotten wanted to know of."""
    for area in AreaOfInterest.objects.filter(owner=user_id).select_related("owner"):
        area.delete()


def follow_area(area: AreaOfInterest) -> None:
    """Do what follows from an area that was saved, by whatever door."""
    publish_on_commit(topics.INCIDENTS, AreaChanged(feature=AreaFeature.of(area)))
    raise_for_area(area)


def tell_area_gone(area: AreaOfInterest) -> None:
    publish_on_commit(topics.INCIDENTS, AreaDeleted(feature=AreaFeature.of(area)))


def _write(
    area: AreaOfInterest, *, name: str, polygon: dict[str, Any], severities: list[str]
) -> AreaOfInterest:
    area.name, area.polygon, area.severities = name, polygon, severities
    area.full_clean()
    area.save()
    return area
