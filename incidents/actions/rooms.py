"""The room of an incident: opened where somebody wants to talk about it."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from chat import actions as chat
from chat.models import Room
from chat.models.rooms import NAME_LENGTH
from incidents.announcing import announcement
from incidents.models import Incident


@transaction.atomic
def open_room(actor: User, incident_id: int) -> Room:
    """Open a public room for an incident, which links it, or join the one it has.

    Raises Incident.DoesNotExist, ValidationError.
    """
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident_id)
    if incident.room_id is not None:
        return chat.join_room(actor, incident.room_id)
    topic = _("Incident: %(title)s") % {"title": incident.title}
    room = chat.create_room(actor, name=incident.title[:NAME_LENGTH], topic=topic)
    incident.room = room
    incident.save(update_fields=["room"])
    chat.post_message(actor, room.pk, uuid4(), announcement(incident))
    return room
