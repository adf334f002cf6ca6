"""Which areas an incident lies in, and which incidents lie in an area.

Boxes in the database come first, so that of ten thousand areas only the near ones are looked at as
shapes.
"""

from __future__ import annotations

from django.db import connection

from incidents.models import AreaOfInterest, Incident

LOCK = 0x1CED0A1E  # of PostgreSQL's advisory locks


def hold_still() -> None:
    """Let nobody else match until this transaction ends.

    An incident and an area saved at the same moment would otherwise each miss the other, which is
    not committed yet. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def areas_of(incident: Incident) -> list[AreaOfInterest]:
    """Return the areas an open incident lies in, of active people who ask for such."""
    position = incident.position
    if position is None or not incident.is_open:
        return []
    near = AreaOfInterest.objects.around(position).filter(owner__is_active=True)
    return [
        area
        for area in near.select_related("owner")
        if area.asks_for(incident.severity) and area.covers(position)
    ]


def incidents_of(area: AreaOfInterest) -> list[Incident]:
    """Return the open incidents that lie in an area and that its owner asks for."""
    if not area.owner.is_active:
        return []
    near = Incident.objects.open().filter(severity__in=area.severities).within(area.box)
    placed = [(each, each.position) for each in near.to_show() if each.position]
    inside = area.covered([position for _incident, position in placed])
    return [each for (each, _at), is_in in zip(placed, inside, strict=True) if is_in]
