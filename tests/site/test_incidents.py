"""Incidents through a real server, and from a shell beside it: who is told what, where and when."""

from __future__ import annotations

import json
import re

import pytest

from tests.incidents.shapes import place, rectangle
from tests.site.conftest import Site, heard_before, post
from tests.site_process import manage
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

EUROPE = rectangle(-10, 35, 30, 70)
FIRE = {"title": "Fire", "severity": "high", "text": "", "latitude": "52.5", "longitude": "13.4"}


def make_area(
    person: Visitor, polygon: dict, *, severity: str = "high", name: str = "Home"
) -> None:
    fields = {"name": name, "severities": severity, "polygon": json.dumps(polygon)}
    answer = person.submit("/incidents/areas/new/", **fields)
    assert answer.url.path == "/incidents/", answer.text


def open_incident(person: Visitor, **fields: str) -> int:
    answer = person.submit("/incidents/new/", **{**FIRE, **fields})
    found = re.fullmatch(r"/incidents/(\d+)/", answer.url.path)
    assert found, answer.text
    return int(found[1])


def shell(site: Site, code: str) -> None:
    """Run code in a process of its own, as an operator does beside the site."""
    models = "from incidents.models import Incident, AreaOfInterest, Alert\n"
    done = manage("shell", "-c", models + code, data_dir=site.here.data_dir, **site.env)
    assert done.returncode == 0, done.stderr


def types(events: list[Event]) -> list[str]:
    return [
        event["type"] for event in events if event["type"].startswith(("alert", "incident", "area"))
    ]


async def alert_of(socket: Socket, title: str) -> Event:
    return await socket.next(
        lambda event: event["type"] == "alert" and event["incident"]["properties"]["title"] == title
    )


async def test_all_who_look_see_at_once_what_is_opened_changed_and_deleted(
    ann: Visitor, bob: Visitor, here: Socket, there: Socket
) -> None:
    told = await here.request("incidents.watch")
    assert told["type"] == "incidents"
    number = open_incident(bob, title="Flood")
    feature = (await here.event("incident.changed"))["feature"]
    assert (feature["type"], feature["id"]) == ("Feature", number)
    assert feature["geometry"] == place(13.4, 52.5)
    facts = feature["properties"]
    assert (facts["title"], facts["severity"], facts["open"]) == ("Flood", "high", True)
    bob.submit(f"/incidents/{number}/close/", form_on=f"/incidents/{number}/")
    assert not (await here.event("incident.changed"))["feature"]["properties"]["open"]
    bob.submit(f"/incidents/{number}/delete/", form_on=f"/incidents/{number}/")
    assert (await here.event("incident.deleted"))["feature"]["id"] == number
    assert types(await heard_before(there, there)) == [], "who does not look is told nothing"


async def test_areas_are_seen_by_all_who_look(ann: Visitor, here: Socket, there: Socket) -> None:
    await there.request("incidents.watch")
    make_area(ann, rectangle(100, 0, 101, 1), name="Far")
    feature = (await there.event("area.changed"))["feature"]
    assert feature["properties"]["name"] == "Far"
    assert feature["properties"]["owner"]["username"] == "ann"
    assert feature["geometry"]["type"] == "Polygon"
    again = await there.request("incidents.watch")
    assert feature in again["areas"]
    await there.request("incidents.unwatch")
    ann.submit(
        f"/incidents/areas/{feature['id']}/delete/", form_on=f"/incidents/areas/{feature['id']}/"
    )
    assert types(await heard_before(there, here)) == []


async def test_a_shell_raises_the_alert_at_once_and_only_where_it_concerns(
    site: Site, ann: Visitor, bob: Visitor, here: Socket, there: Socket
) -> None:
    make_area(ann, EUROPE)
    make_area(bob, EUROPE, severity="low")
    shell(
        site,
        "Incident.objects.create(title='From a shell', severity='high',"
        f" place={place(13.4, 52.5)!r})",
    )
    alert = await alert_of(here, "From a shell")
    assert alert["new"]
    assert alert["area"]["properties"]["name"] == "Home"
    assert types(await heard_before(there, here)) == []


async def test_what_a_shell_rolls_back_is_told_to_nobody(
    site: Site, ann: Visitor, here: Socket
) -> None:
    make_area(ann, EUROPE)
    await here.request("incidents.watch")
    shell(
        site,
        "from django.db import transaction\n"
        "with transaction.atomic():\n"
        f"    Incident.objects.create(title='Undone', severity='high', place={place(1, 40)!r})\n"
        "    transaction.set_rollback(True)\n"
        f"Incident.objects.create(title='Done', severity='high', place={place(1, 40)!r})",
    )
    await alert_of(here, "Done")
    events = await here.events_until_answer()
    assert "Undone" not in json.dumps(events)


async def test_an_alert_waits_over_a_reconnection_and_is_noted_in_every_tab(
    site: Site, carol: Visitor, bob: Visitor
) -> None:
    make_area(carol, rectangle(40, 40, 50, 50))
    number = open_incident(bob, title="Night", latitude="45", longitude="45")
    async with (
        open_socket(site.there.socket_url, carol.cookie) as one,
        open_socket(site.here.socket_url, carol.cookie) as other,
    ):
        waiting = await one.request("alerts.read")
        assert (waiting["type"], waiting["count"]) == ("alerts", 1)
        [item] = waiting["alerts"]
        assert item["incident"]["properties"]["title"] == "Night"
        assert not item["alert"]["over"]
        bob.submit(f"/incidents/{number}/close/", form_on=f"/incidents/{number}/")
        over = await other.event("alert")
        assert (over["alert"]["over"], over["new"]) == (True, False)
        alert = item["alert"]["id"]
        assert (await one.request("alert.acknowledge", alert=alert))["type"] == "ok"
        while not (told := await other.event("alert"))["alert"]["acknowledged_at"]:
            pass
        assert told["alert"]["id"] == alert
        assert (await other.request("alerts.read"))["count"] == 0


async def test_an_alert_of_somebody_else_is_not_there(
    ann: Visitor, bob: Visitor, here: Socket, there: Socket
) -> None:
    make_area(ann, rectangle(60, 60, 61, 61))
    open_incident(bob, title="Ice", latitude="60.5", longitude="60.5")
    alert = (await alert_of(here, "Ice"))["alert"]["id"]
    refused = await there.request("alert.acknowledge", alert=alert)
    assert (refused["type"], refused["code"]) == ("error", "not_found")
    waiting = await here.request("alerts.read")
    assert alert in [item["alert"]["id"] for item in waiting["alerts"]]


async def test_a_request_that_makes_no_sense_is_refused_and_the_socket_lives(here: Socket) -> None:
    nonsense: list[Event] = [{}, {"alert": "1"}, {"alert": 0}, {"alert": 2**60}]
    for fields in nonsense:
        refused = await here.request("alert.acknowledge", **fields)
        assert (refused["type"], refused["code"]) == ("error", "bad_request")
    assert (await here.request("alerts.read"))["type"] == "alerts"


async def test_a_command_in_a_room_opens_an_incident(ann: Visitor, here: Socket) -> None:
    room = ann.new_room("Harbour")
    await here.request("incidents.watch")
    done = await here.request("room.command", room=room, text="/incident critical Oil on the water")
    assert done["type"] == "room.commanded", done
    feature = (await here.event("incident.changed"))["feature"]
    assert feature["properties"]["severity"] == "critical"
    assert feature["geometry"] is None
    message = await post(here, room, done["post"])
    assert f'href="/incidents/{feature["id"]}/"' in message["html"]
