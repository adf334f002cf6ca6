"""What is read of incidents: how things stand, and what a page lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

import msgspec
from django.db.models import Count

from accounts.models import User
from incidents.events import Alerts, Incidents
from incidents.models import Alert, AreaOfInterest, Incident
from incidents.shapes import AlertItem, AreaFeature, IncidentFeature

MOST_INCIDENTS, MOST_AREAS, MOST_ALERTS = 250, 300, 100  # that are read for one answer
INCIDENTS_BYTES, AREAS_BYTES, ALERTS_BYTES = 96 * 1024, 128 * 1024, 200 * 1024  # of 256 KiB

T = TypeVar("T", bound=msgspec.Struct)


def how_things_stand(user: User) -> Incidents:
    """Return what somebody who opens the map is told."""
    incidents = _incidents()
    areas = _areas(user)
    told_incidents = list(_fitting(incidents, INCIDENTS_BYTES))
    told_areas = list(_fitting(areas, AREAS_BYTES))
    is_complete = len(told_incidents) == len(incidents) and len(told_areas) == len(areas)
    return Incidents(
        incidents=told_incidents,
        areas=told_areas,
        complete=is_complete and len(incidents) < MOST_INCIDENTS and len(areas) < MOST_AREAS,
    )


def _incidents() -> list[IncidentFeature]:
    """Open ones first: of those that are closed, as many as have room."""
    found = Incident.objects.to_show().newest_first()
    ordered = chain(found.open()[:MOST_INCIDENTS], found.closed()[:MOST_INCIDENTS])
    return [IncidentFeature.of(each) for each in islice(ordered, MOST_INCIDENTS)]


def _areas(user: User) -> list[AreaFeature]:
    """Mine first."""
    found = AreaOfInterest.objects.select_related("owner").order_by("-pk")
    ordered = chain(found.of(user), found.exclude(owner=user)[:MOST_AREAS])
    return [AreaFeature.of(each) for each in islice(ordered, MOST_AREAS)]


def waiting_alerts(people: Sequence[int]) -> list[Alerts]:
    """Return for each person their alerts that wait, as many as fit, and how many there are.

    One query, however many ask, and one more for each of them who has any.
    """
    counts = dict(
        Alert.objects.waiting()
        .filter(person__in=set(people))
        .values_list("person")
        .annotate(count=Count("pk"))
    )
    return [_alerts_of(person, counts.get(person, 0)) for person in people]


def _alerts_of(person: int, count: int) -> Alerts:
    if not count:
        return Alerts(alerts=[], count=0)
    found = Alert.objects.waiting().filter(person=person).to_show()[:MOST_ALERTS]
    items = [AlertItem.of(alert) for alert in found]
    return Alerts(alerts=list(_fitting(items, ALERTS_BYTES)), count=count)


def _fitting(items: Iterable[T], most: int) -> Iterator[T]:
    """Return the first of the items that are together no larger than ``most`` bytes of JSON."""
    size = 0
    for item in items:
        size += len(msgspec.json.encode(item)) + 1
        if size > most:
            return
        yield item
