"""``/incident`` in a room."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from chat import commands
from chat.actions import post_message
from incidents.models import Incident

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "severity", "title"),
    [
        ("/incident high Fire at the harbour", "high", "Fire at the harbour"),
        ("/incident Fire", "medium", "Fire"),
        ("/INCIDENT  CRITICAL\nFire", "critical", "Fire"),
        ("/incident 高 Fire", "high", "Fire"),
    ],
)
def test_an_incident_is_opened_and_the_room_is_told(ann, lobby, text, severity, title):
    said = commands.carry_out(ann, lobby.pk, text).post
    incident = Incident.objects.get()
    assert (incident.severity, incident.title, incident.opened_by) == (severity, title, ann)
    message = post_message(ann, lobby.pk, uuid4(), said)
    assert f'href="/incidents/{incident.pk}/"' in message.html
    assert f">{title}</a>" in message.html


def test_a_title_is_but_text_whatever_is_in_it(ann, lobby):
    said = commands.carry_out(ann, lobby.pk, "/incident ](http://evil.example) **@bob** <b>").post
    message = post_message(ann, lobby.pk, uuid4(), said)
    assert "](http://evil.example) **@bob** &lt;b&gt;</a>" in message.html
    assert message.html.count("href") == 1


@pytest.mark.parametrize("text", ["/incident", "/incident high", "/incident \u200b"])
def test_an_incident_without_a_title_is_none(ann, lobby, text):
    with pytest.raises(ValidationError):
        commands.carry_out(ann, lobby.pk, text)
    assert not Incident.objects.exists()


def test_nobody_opens_one_from_a_room_they_are_not_in(bob, den):
    with pytest.raises(ObjectDoesNotExist):
        commands.carry_out(bob, den.pk, "/incident Fire")
    assert not Incident.objects.exists()
