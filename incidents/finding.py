"""Find incidents, areas and alerts through the person who asks.

All who are signed in see all incidents and areas; what one sees but may not do is forbidden.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from incidents.models import AreaOfInterest, Incident


def may_change(user: User, incident: Incident) -> bool:
    """Whoever opened an incident looks after it, and so do the staff."""
    return user.is_staff or incident.opened_by_id == user.pk


def changeable_incident(user: User, incident_id: int) -> Incident:
    """Return an incident to change, locked. Raises Incident.DoesNotExist, PermissionDenied."""
    incident = Incident.objects.select_for_update(of=("self",)).to_show().get(pk=incident_id)
    if not may_change(user, incident):
        raise PermissionDenied(_("Only who opened it, or the staff, may change an incident."))
    return incident


def own_area(user: User, area_id: int) -> AreaOfInterest:
    """Return an area of one's own. Raises AreaOfInterest.DoesNotExist, PermissionDenied."""
    area = AreaOfInterest.objects.select_related("owner").get(pk=area_id)
    if area.owner_id != user.pk:
        raise PermissionDenied(_("Only its owner may change an area."))
    return area
