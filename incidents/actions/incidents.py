"""What people do with incidents. The actor comes first; permission is in the finding."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit
from incidents.actions.alerts import raise_for_incident
from incidents.events import IncidentChanged, IncidentDeleted
from incidents.finding import changeable_incident
from incidents.models import Incident, Severity
from incidents.shapes import IncidentFeature


@transaction.atomic
def open_incident(
    actor: User | None,
    *,
    title: str,
    text: str = "",
    severity: str = Severity.MEDIUM,
    place: dict[str, Any] | None = None,
) -> Incident:
    """Open an incident; nobody's, where a program does. Raises ValidationError."""
    incident = Incident(opened_by=actor)
    return _write(incident, title=title, text=text, severity=severity, place=place)


@transaction.atomic
def change_incident(
    actor: User,
    incident_id: int,
    *,
    title: str,
    text: str,
    severity: str,
    place: dict[str, Any] | None,
) -> Incident:
    """Change what is known of it. Raises DoesNotExist, PermissionDenied, ValidationError."""
    incident = changeable_incident(actor, incident_id)
    return _write(incident, title=title, text=text, severity=severity, place=place)


@transaction.atomic
def close_incident(actor: User, incident_id: int) -> Incident:
    """Say that it is over. Raises Incident.DoesNotExist, PermissionDenied."""
    incident = changeable_incident(actor, incident_id)
    if incident.close():
        incident.save(update_fields=["closed_at"])
    return incident


@transaction.atomic
def reopen_incident(actor: User, incident_id: int) -> Incident:
    """Say that it is not over after all. Raises Incident.DoesNotExist, PermissionDenied."""
    incident = changeable_incident(actor, incident_id)
    if incident.reopen():
        incident.save(update_fields=["closed_at"])
    return incident


@transaction.atomic
def delete_incident(actor: User, incident_id: int) -> None:
    """Take it away, and its alerts. Raises Incident.DoesNotExist, PermissionDenied."""
    changeable_incident(actor, incident_id).delete()


def follow_incident(incident: Incident) -> None:
    """Do what follows from an incident that was saved, by whatever door."""
    publish_on_commit(topics.INCIDENTS, IncidentChanged(feature=IncidentFeature.of(incident)))
    raise_for_incident(incident)


def tell_incident_gone(incident: Incident) -> None:
    publish_on_commit(topics.INCIDENTS, IncidentDeleted(feature=IncidentFeature.of(incident)))


def _write(
    incident: Incident, *, title: str, text: str, severity: str, place: dict[str, Any] | None
) -> Incident:
    incident.title, incident.text, incident.severity = title, text.strip(), severity
    incident.place = place
    incident.full_clean()
    incident.save()
    return incident
