"""Raise alerts, tell them, and take note of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.publishing import publish_all_on_commit, publish_on_commit
from incidents import matching
from incidents.events import AlertDeleted, AlertTold
from incidents.models import Alert, AreaOfInterest, Incident


@transaction.atomic
def acknowledge(actor: User, alert_id: int) -> Alert:
    """Take note of an alert of one's own. Raises Alert.DoesNotExist."""
    mine = Alert.objects.of(actor).select_for_update(of=("self",))
    alert = mine.to_show().get(pk=alert_id)
    if alert.acknowledge():
        alert.save(update_fields=["acknowledged_at"])
        _tell([alert])
    return alert


@transaction.atomic
def acknowledge_all(actor: User, up_to: int) -> int:
    """Take note of all alerts up to the one with that id; returns how many waited."""
    mine = Alert.objects.of(actor).waiting().filter(pk__lte=up_to)
    alerts = list(mine.select_for_update(of=("self",)).to_show())
    for alert in alerts:
        alert.acknowledge()
    Alert.objects.bulk_update(alerts, ["acknowledged_at"], batch_size=500)
    _tell(alerts)
    return len(alerts)


def raise_for_incident(incident: Incident) -> None:
    """Alert those whose areas an open incident lies in, once; tell the others how it stands."""
    matching.hold_still()
    told = _waiting(incident)
    alerted = set(Alert.objects.filter(incident=incident).values_list("area_id", flat=True))
    found = matching.areas_of(incident)
    _raise([(incident, area) for area in found if area.pk not in alerted])
    _tell(told)


def raise_for_area(area: AreaOfInterest) -> None:
    """Alert the owner of an area to each open incident in it, once."""
    matching.hold_still()
    alerted = set(Alert.objects.filter(area=area).values_list("incident_id", flat=True))
    found = matching.incidents_of(area)
    _raise([(incident, area) for incident in found if incident.pk not in alerted])


def tell_alert_gone(alert: Alert) -> None:
    """Tell its person that an alert is gone with what it was about."""
    publish_on_commit(topics.user(alert.person_id), AlertDeleted(alert=alert.pk))


def _waiting(incident: Incident) -> list[Alert]:
    alerts = list(Alert.objects.waiting().filter(incident=incident).to_show())
    for alert in alerts:
        alert.incident = incident
    return alerts


def _raise(pairs: Sequence[tuple[Incident, AreaOfInterest]]) -> None:
    alerts = [Alert(person=area.owner, incident=each, area=area) for each, area in pairs]
    _tell(Alert.objects.bulk_create(alerts), new=True)


def _tell(alerts: Sequence[Alert], *, new: bool = False) -> None:
    publish_all_on_commit(
        [Envelope.of(topics.user(each.person_id), AlertTold.of(each, new=new)) for each in alerts]
    )
