"""Incidents, areas and alerts as clients see them: GeoJSON features, and what is known of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, Self

import msgspec

from chat.shapes import ref
from example_channels.realtime.protocol import UserRef
from incidents.models import Alert, AreaOfInterest, Incident

EXCERPT = 280  # characters of an incident's text that are told; its page has all of it

SeverityName = Literal["low", "medium", "high", "critical"]


class IncidentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``text`` may be cut. ``room`` is the incident's own, where it has one."""

    title: str
    text: str
    severity: SeverityName
    open: bool
    opened_by: UserRef | None
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    room: int | None
    url: str


class IncidentFeature(msgspec.Struct, frozen=True, kw_only=True):
    """A GeoJSON feature: a point, or nothing where the place is not known."""

    type: Literal["Feature"] = "Feature"
    id: int
    geometry: dict[str, Any] | None
    properties: IncidentFacts

    @classmethod
    def of(cls, incident: Incident) -> Self:
        opener = incident.opened_by
        facts = IncidentFacts(
            title=incident.title,
            text=incident.text[:EXCERPT],
            severity=incident.severity,  # type: ignore[arg-type]
            open=incident.is_open,
            opened_by=ref(opener) if opener else None,
            opened_at=incident.opened_at,
            changed_at=incident.changed_at,
            closed_at=incident.closed_at,
            room=incident.room_id,
            url=incident.get_absolute_url(),
        )
        return cls(id=incident.pk, geometry=incident.place, properties=facts)


class AreaFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Whose it is, and what they ask for."""

    name: str
    owner: UserRef
    severities: list[SeverityName]
    changed_at: datetime


class AreaFeature(msgspec.Struct, frozen=True, kw_only=True):
    """A GeoJSON feature: a Polygon, or a MultiPolygon, as one cut at the date line is."""

    type: Literal["Feature"] = "Feature"
    id: int
    geometry: dict[str, Any]
    properties: AreaFacts

    @classmethod
    def of(cls, area: AreaOfInterest) -> Self:
        facts = AreaFacts(
            name=area.name,
            owner=ref(area.owner),
            severities=area.severities,
            changed_at=area.changed_at,
        )
        return cls(id=area.pk, geometry=area.polygon, properties=facts)


class AlertView(msgspec.Struct, frozen=True, kw_only=True):
    """``over``: the incident is closed. The alert stays until it is acknowledged."""

    id: int
    raised_at: datetime
    acknowledged_at: datetime | None
    over: bool

    @classmethod
    def of(cls, alert: Alert) -> Self:
        return cls(
            id=alert.pk,
            raised_at=alert.raised_at,
            acknowledged_at=alert.acknowledged_at,
            over=not alert.incident.is_open,
        )


class AlertItem(msgspec.Struct, frozen=True, kw_only=True):
    """An alert of mine, in the list of them."""

    alert: AlertView
    incident: IncidentFeature
    area: AreaFeature

    @classmethod
    def of(cls, alert: Alert) -> Self:
        return cls(
            alert=AlertView.of(alert),
            incident=IncidentFeature.of(alert.incident),
            area=AreaFeature.of(alert.area),
        )
