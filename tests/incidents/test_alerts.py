"""Alerts: to exactly those whose area and severities match, once, and until they are noted."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import actions as accounts
from accounts.models import User
from incidents import actions
from incidents.models import Alert, AreaOfInterest, Incident, Severity
from tests.incidents.shapes import is_inside, place, polygon, rectangle
from tests.people import make_person

pytestmark = pytest.mark.django_db

EUROPE = rectangle(-10, 35, 30, 70)
BERLIN = place(13.4, 52.5)


def area_of(person: User, polygon: dict = EUROPE, **fields) -> AreaOfInterest:
    return AreaOfInterest.objects.create(owner=person, name="Mine", polygon=polygon, **fields)


def alerted() -> list[tuple[str, str]]:
    found = Alert.objects.order_by("pk").values_list("person__username", "incident__title")
    return list(found)


def test_an_incident_alerts_whose_area_it_lies_in_and_who_asks_for_it(ann, bob, carol):
    area_of(ann)
    area_of(bob, severities=["low", "medium"])
    area_of(carol, rectangle(0, 0, 10, 10))
    Incident.objects.create(title="Fire", severity="high", place=BERLIN)
    assert alerted() == [("ann", "Fire")]


def test_an_incident_without_a_place_or_closed_alerts_nobody(ann):
    area_of(ann)
    Incident.objects.create(title="Somewhere")
    incident = Incident(title="Over", place=BERLIN)
    incident.close()
    incident.save()
    assert alerted() == []


def test_saving_again_alerts_nobody_twice_but_those_it_newly_concerns(ann, bob):
    area_of(ann)
    area_of(bob, severities=["critical"])
    incident = Incident.objects.create(title="Smoke", place=BERLIN)
    incident.save()
    assert alerted() == [("ann", "Smoke")]
    incident.severity = Severity.CRITICAL
    incident.save(update_fields=["severity"])
    assert alerted() == [("ann", "Smoke"), ("bob", "Smoke")]


def test_an_incident_that_is_moved_or_opened_again_alerts_who_is_there(ann, bob):
    area_of(ann)
    area_of(bob, rectangle(100, 0, 120, 20))
    incident = Incident.objects.create(title="Whale", place=place(0, -50))
    assert alerted() == []
    actions.close_incident(make_person("olga", is_staff=True), incident.pk)
    incident.refresh_from_db()
    incident.place = place(110, 10)
    incident.save()
    assert alerted() == []
    incident.reopen()
    incident.save()
    assert alerted() == [("bob", "Whale")]


def test_a_new_area_alerts_its_owner_to_what_is_open_in_it_and_a_moved_one_too(ann, bob):
    Incident.objects.create(title="Flood", place=BERLIN)
    Incident.objects.create(title="Storm", place=place(110, 10), severity="critical")
    area = area_of(ann, severities=["critical"])
    area_of(bob)
    assert alerted() == [("bob", "Flood")]
    area.polygon = rectangle(100, 0, 120, 20)
    area.save()
    assert alerted() == [("bob", "Flood"), ("ann", "Storm")]


def test_two_areas_of_one_person_are_two_alerts(ann):
    area_of(ann)
    area_of(ann)
    Incident.objects.create(title="Fire", place=BERLIN)
    assert alerted() == [("ann", "Fire")] * 2


def test_nobody_who_is_deactivated_is_alerted(ann, operator):
    area_of(ann)
    accounts.deactivate(operator, ann.pk)
    Incident.objects.create(title="Fire", place=BERLIN)
    assert alerted() == []


def test_an_alert_waits_until_it_is_acknowledged_by_its_person(ann, bob):
    area_of(ann)
    incident = Incident.objects.create(title="Fire", place=BERLIN)
    alert = Alert.objects.get()
    with pytest.raises(ObjectDoesNotExist):
        actions.acknowledge(bob, alert.pk)
    incident.close()
    incident.save()
    assert Alert.objects.of(ann).waiting().count() == 1
    at = actions.acknowledge(ann, alert.pk).acknowledged_at
    assert actions.acknowledge(ann, alert.pk).acknowledged_at == at
    assert not Alert.objects.of(ann).waiting().exists()
    incident.reopen()
    incident.save()
    assert alerted() == [("ann", "Fire")], "once for an incident and an area"


def test_all_that_were_seen_are_acknowledged_together(ann, bob):
    area_of(ann)
    area_of(bob)
    Incident.objects.create(title="One", place=BERLIN)
    seen = Alert.objects.of(ann).get().pk
    Incident.objects.create(title="Two", place=BERLIN)
    assert actions.acknowledge_all(ann, seen) == 1
    assert [alert.incident.title for alert in Alert.objects.of(ann).waiting()] == ["Two"]
    assert Alert.objects.of(bob).waiting().count() == 2


def test_what_is_undone_has_alerted_nobody(ann):
    area_of(ann)

    class Undone(Exception):
        pass

    def fail() -> None:
        with transaction.atomic():
            Incident.objects.create(title="Fire", place=BERLIN)
            raise Undone

    with pytest.raises(Undone):
        fail()
    assert alerted() == []


def test_alerts_go_with_their_incident_and_with_their_area(ann):
    area = area_of(ann)
    Incident.objects.create(title="One", place=BERLIN).delete()
    Incident.objects.create(title="Two", place=BERLIN)
    assert alerted() == [("ann", "Two")]
    area.delete()
    assert alerted() == []


def test_whoever_is_forgotten_has_no_area_left(ann, operator):
    area_of(ann)
    accounts.deactivate(operator, ann.pk)
    accounts.forget_user(operator, ann.pk)
    assert not AreaOfInterest.objects.exists()


def test_of_many_areas_only_those_nearby_are_looked_at_as_shapes(ann):
    for west in range(-170, 170, 4):
        area_of(ann, rectangle(west, 10, west + 3, 13))
    near = AreaOfInterest.objects.around((0.5, 11))
    assert near.count() == 1


corners = st.tuples(st.integers(-30, 30), st.integers(-30, 30))
triangles = st.lists(corners, min_size=3, max_size=3).filter(
    lambda ring: (
        (ring[1][0] - ring[0][0]) * (ring[2][1] - ring[0][1])
        != (ring[2][0] - ring[0][0]) * (ring[1][1] - ring[0][1])
    )
)
wishes = st.lists(st.sampled_from(Severity.values), min_size=1, unique=True)


@given(
    st.lists(st.tuples(triangles, wishes, st.integers(0, 2)), max_size=8),
    st.lists(st.tuples(corners, st.sampled_from(Severity.values)), max_size=4),
    st.integers(165, 195),
    st.booleans(),
)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_exactly_those_whose_area_and_severities_match_are_alerted(
    ann, bob, carol, areas, incidents, middle, areas_first
):
    """Triangles and points about the date line; a half beside each number, so none on an edge."""
    people = [ann, bob, carol]

    def at(corner: tuple[int, int]) -> tuple[float, float]:
        # An irrational slope's worth beside the grid: no edge between its points goes there.
        return middle + corner[0] + 0.123457, corner[1] + 0.271829

    def make_areas() -> None:
        for ring, wanted, owner in areas:
            drawn = polygon(*((middle + x, y) for x, y in ring))
            area_of(people[owner], drawn, severities=wanted)

    expected = sorted(
        (people[owner].username, str(number))
        for number, (corner, severity) in enumerate(incidents)
        for ring, wanted, owner in areas
        if severity in wanted and is_inside([(middle + x, y) for x, y in ring], at(corner))
    )
    with transaction.atomic():
        if areas_first:
            make_areas()
        for number, (corner, severity) in enumerate(incidents):
            longitude, latitude = at(corner)
            spot = place((longitude + 180) % 360 - 180, latitude)
            Incident.objects.create(title=str(number), severity=severity, place=spot)
        if not areas_first:
            make_areas()
        found = sorted(alerted())
        transaction.set_rollback(True)
    assert found == expected
