"""The pages of incidents, and the programs' door."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from incidents import actions, limits
from incidents.models import Alert, AreaOfInterest, Incident
from tests.incidents.shapes import place, rectangle
from tests.people import signed_in
from tokens.actions import make_token

pytestmark = pytest.mark.django_db

FIRE = {"title": "Fire", "severity": "high", "text": "", "latitude": "52.5", "longitude": "13.4"}
PAGES = [
    "/incidents/",
    "/incidents/new/",
    "/incidents/areas/",
    "/incidents/areas/new/",
    "/incidents/alerts/",
]


@pytest.fixture
def page(client: Client, ann):
    return signed_in(client, ann)


@pytest.fixture
def fire(bob):
    return actions.open_incident(bob, title="Fire", severity="high", place=place(13.4, 52.5))


@pytest.mark.parametrize("address", [*PAGES, "/incidents/1/", "/incidents/areas/1/"])
def test_a_stranger_is_sent_to_log_in(client, address):
    assert client.get(address).headers["Location"] == f"/log_in/?next={address}"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there(page, address):
    assert page.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/incidents/7/", "/incidents/7/edit/", "/incidents/areas/7/", "/incidents/" + "9" * 18 + "/"],
)
def test_what_there_is_not_is_not_found(page, address):
    assert page.get(address).status_code == 404


def test_an_incident_is_opened_by_a_form(page, ann):
    answer = page.post("/incidents/new/", FIRE)
    incident = Incident.objects.get()
    assert answer.headers["Location"] == f"/incidents/{incident.pk}/"
    assert (incident.opened_by, incident.position) == (ann, (13.4, 52.5))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"latitude": ""}, "A place has both coordinates."),
        ({"latitude": "91"}, "less than or equal to 90"),
        ({"longitude": "nan"}, "Enter a number."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(page, wrong, words):
    answer = page.post("/incidents/new/", {**FIRE, "text": "Much is known", **wrong})
    assert words in answer.content.decode()
    assert "Much is known" in answer.content.decode()
    assert not Incident.objects.exists()


def test_lists_are_filtered_and_nonsense_filters_nothing(page, fire, bob):
    actions.close_incident(bob, actions.open_incident(bob, title="Flood", severity="low").pk)

    def shown(query: str) -> list[str]:
        return [incident.title for incident in page.get(f"/incidents/{query}").context["page"]]

    assert shown("") == ["Fire"]
    assert shown("?state=closed") == ["Flood"]
    assert shown("?state=all") == ["Flood", "Fire"]
    assert shown("?state=all&severity=low&severity=critical") == ["Flood"]
    assert shown("?state=odd&severity=odd&page=x") == ["Fire"]


def test_a_list_costs_the_same_however_long_it_is(page, bob, django_assert_max_num_queries):
    for number in range(30):
        actions.open_incident(bob, title=str(number))
    with django_assert_max_num_queries(6):
        page.get("/incidents/")


def test_others_see_an_incident_but_do_not_change_it(page, fire):
    assert "Fire" in page.get(f"/incidents/{fire.pk}/").content.decode()
    assert page.get(f"/incidents/{fire.pk}/edit/").status_code == 302
    assert page.post(f"/incidents/{fire.pk}/edit/", FIRE).status_code == 403
    for how in ("close", "reopen", "delete"):
        assert page.post(f"/incidents/{fire.pk}/{how}/").status_code == 403
    assert page.get(f"/incidents/{fire.pk}/close/").status_code == 405


def test_an_area_is_kept_from_typed_corners_and_changed_by_its_owner_alone(page, ann, bob):
    typed = {"name": "Home", "severities": ["high"], "polygon": "0, 0\n0, 1\n1, 1"}
    page.post("/incidents/areas/new/", typed)
    area = AreaOfInterest.objects.get()
    assert (area.owner, area.severities) == (ann, ["high"])
    drawn = {**typed, "polygon": json.dumps(rectangle(5, 5, 6, 6))}
    assert page.post(f"/incidents/areas/{area.pk}/", drawn).status_code == 302
    area.refresh_from_db()
    assert area.box == (5, 5, 6, 6)
    other = actions.make_area(bob, name="His", polygon=rectangle(0, 0, 1, 1), severities=["low"])
    assert page.get(f"/incidents/areas/{other.pk}/").status_code == 403
    assert page.post(f"/incidents/areas/{other.pk}/delete/").status_code == 403


def test_a_self_crossing_outline_is_refused_in_words_beside_what_was_typed(page):
    crossed = json.dumps(
        {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    )
    answer = page.post(
        "/incidents/areas/new/", {"name": "X", "severities": "low", "polygon": crossed}
    )
    assert "crosses or touches itself near 1° N, 1° E" in answer.content.decode()
    assert "[2, 2]" in answer.content.decode()


def test_alerts_are_listed_and_acknowledged_without_javascript(page, ann, bob, fire):
    actions.make_area(ann, name="Home", polygon=rectangle(0, 40, 30, 60), severities=["high"])
    alert = Alert.objects.get()
    assert "Fire" in page.get("/incidents/alerts/").content.decode()
    page.post(f"/incidents/alerts/{alert.pk}/")
    assert "Fire" not in page.get("/incidents/alerts/").content.decode()
    assert "Fire" in page.get("/incidents/alerts/?all=1").content.decode()
    theirs = actions.make_area(
        bob, name="His", polygon=rectangle(0, 40, 30, 60), severities=["high"]
    )
    assert page.post(f"/incidents/alerts/{theirs.alerts.get().pk}/").status_code == 404
    page.post("/incidents/alerts/all/", {"up_to": "x"})


def test_somebody_who_changes_too_much_is_told_to_wait(page, monkeypatch):
    monkeypatch.setattr(limits, "changes", type(limits.changes)(0.01, 1))
    assert page.post("/incidents/new/", FIRE).status_code == 302
    refused = page.post("/incidents/new/", FIRE)
    assert (refused.status_code, Incident.objects.count()) == (429, 1)
    assert int(refused.headers["Retry-After"]) > 0


def program(client: Client, secret: str, body: object, **headers: str):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    given = {"Authorization": f"Bearer {secret}", **headers} if secret else headers
    return client.post("/incidents/", data, content_type="application/json", headers=given)


def test_a_program_opens_an_incident_in_the_name_of_who_made_its_token(client, staff):
    _token, secret = make_token(staff, "sensor", "incidents")
    answer = program(
        client, secret, {"title": "Smoke", "severity": "critical", "place": place(1, 2)}
    )
    incident = Incident.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, incident.pk)
    assert answer.headers["Location"].endswith(f"/incidents/{incident.pk}/")
    assert (incident.opened_by, incident.position) == (staff, (1, 2))


def test_a_program_without_the_right_token_opens_nothing(client, staff):
    _token, other = make_token(staff, "builds", "run:build")
    for secret, status in (("", 401), ("rct_wrong", 401), (other, 403)):
        assert program(client, secret, {"title": "Smoke"}).status_code == status
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        ("[" * 60_000, "no JSON"),
        ([], "one JSON object"),
        ({}, "cannot be blank"),
        ({"title": 7}, "“title” is of another type"),
        ({"title": "x", "colour": "red"}, "no field “colour”"),
        ({"title": "x", "severity": "dire"}, "dire"),
        ({"title": "x", "place": {"type": "Point", "coordinates": [0, 95]}}, "Latitude 95.0"),
        ({"title": "x", "place": rectangle(0, 0, 1, 1)}, "no GeoJSON Point"),
        ({"title": "\ud83d"}, "half a character"),
    ],
)
def test_a_program_is_told_what_is_wrong(client, staff, body, words):
    _token, secret = make_token(staff, "sensor", "incidents")
    answer = program(client, secret, body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert not Incident.objects.exists()


def test_a_program_that_sends_too_much_is_told_so(client, staff):
    _token, secret = make_token(staff, "sensor", "incidents")
    assert program(client, secret, {"title": "x", "text": "y" * 70_000}).status_code == 413


def test_the_admin_tells_what_is_no_area(client, operator, ann):
    admin = signed_in(client, operator)
    fields = {"owner": str(ann.pk), "name": "X", "polygon": "{}", "severities": '["low"]'}
    answer = admin.post("/admin/incidents/areaofinterest/add/", fields)
    assert "no GeoJSON Polygon" in answer.content.decode()
    fields["polygon"] = json.dumps(rectangle(0, 0, 1, 1))
    assert admin.post("/admin/incidents/areaofinterest/add/", fields).status_code == 302
