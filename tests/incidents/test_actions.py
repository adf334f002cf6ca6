"""Who may do what with incidents and areas, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from chat.models import Membership, Message, Room
from incidents import actions
from incidents.models import AreaOfInterest, Incident
from incidents.models.areas import MOST_AREAS
from tests.incidents.shapes import place, rectangle

pytestmark = pytest.mark.django_db

FIRE = {"title": "Fire", "text": "At the harbour", "severity": "high", "place": place(13.4, 52.5)}
HOME = {"name": "Home", "polygon": rectangle(0, 0, 1, 1), "severities": ["high"]}


def test_anybody_opens_an_incident_and_looks_after_it(ann):
    incident = actions.open_incident(ann, **FIRE)
    assert (incident.opened_by, incident.is_open, incident.position) == (ann, True, (13.4, 52.5))
    changed = actions.change_incident(
        ann, incident.pk, **{**FIRE, "title": " A  fire ", "place": None}
    )
    assert (changed.title, changed.position) == ("A fire", None)
    assert not actions.close_incident(ann, incident.pk).is_open
    assert actions.reopen_incident(ann, incident.pk).is_open
    actions.delete_incident(ann, incident.pk)
    assert not Incident.objects.exists()


def test_others_may_not_change_it_but_the_staff_may(ann, bob, staff):
    incident = actions.open_incident(ann, **FIRE)
    for act in (actions.close_incident, actions.reopen_incident, actions.delete_incident):
        with pytest.raises(PermissionDenied):
            act(bob, incident.pk)
    with pytest.raises(PermissionDenied):
        actions.change_incident(bob, incident.pk, **FIRE)
    assert not actions.close_incident(staff, incident.pk).is_open


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": "\u200b"},
        {"title": "a\0b"},
        {"title": "half \ud83d"},
        {"text": "x" * 4001},
        {"text": "half \ud83d"},
        {"severity": "dire"},
        {"place": {"type": "Point", "coordinates": [0, 91]}},
        {"place": {"type": "Polygon", "coordinates": []}},
    ],
)
def test_what_makes_no_incident_is_refused(ann, wrong):
    with pytest.raises(ValidationError):
        actions.open_incident(ann, **{**FIRE, **wrong})
    assert not Incident.objects.exists()


def test_the_database_itself_refuses_a_place_that_is_not_on_earth(db):
    for wrong in ({"longitude": 200, "latitude": 0}, {"longitude": 0}, {"severity": "dire"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Incident.objects.create(title="Fire", **wrong)


def test_an_area_belongs_to_its_owner(ann, bob, staff):
    area = actions.make_area(ann, **HOME)
    for stranger in (bob, staff):
        with pytest.raises(PermissionDenied):
            actions.change_area(stranger, area.pk, **HOME)
        with pytest.raises(PermissionDenied):
            actions.delete_area(stranger, area.pk)
    with pytest.raises(ObjectDoesNotExist):
        actions.delete_area(ann, area.pk + 1)
    assert actions.change_area(ann, area.pk, **{**HOME, "name": "Work"}).name == "Work"
    actions.delete_area(ann, area.pk)
    assert not AreaOfInterest.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"severities": []}, {"severities": ["dire"]}, {"polygon": {}}],
)
def test_what_makes_no_area_is_refused(ann, wrong):
    with pytest.raises(ValidationError):
        actions.make_area(ann, **{**HOME, **wrong})
    assert not AreaOfInterest.objects.exists()


def test_a_shell_cannot_save_a_polygon_that_is_none(ann):
    with pytest.raises(ValidationError):
        AreaOfInterest.objects.create(owner=ann, **{**HOME, "polygon": {"type": "Polygon"}})


def test_nobody_has_areas_without_end(ann):
    area = actions.make_area(ann, **HOME)
    copies = [
        AreaOfInterest(owner=ann, **{f: getattr(area, f) for f in (*HOME, *area.box._fields)})
    ]
    AreaOfInterest.objects.bulk_create(copies * (MOST_AREAS - 1))
    with pytest.raises(ValidationError):
        actions.make_area(ann, **HOME)


def test_an_incident_has_one_room_which_others_join(ann, bob):
    incident = actions.open_incident(ann, **FIRE)
    room = actions.open_room(bob, incident.pk)
    assert actions.open_room(ann, incident.pk) == room
    incident.refresh_from_db()
    assert (incident.room, room.name, room.kind) == (room, "Fire", Room.Kind.PUBLIC)
    assert Membership.objects.filter(room=room).count() == 2
    assert f'href="/incidents/{incident.pk}/"' in Message.objects.get(room=room).html
