"""What sockets ask of incidents."""

from __future__ import annotations

from django.conf import settings

from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.gathering import Gathering
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database
from incidents import actions
from incidents.limits import check_change_pace, check_look_pace
from incidents.reading import how_things_stand, waiting_alerts

_alerts = Gathering(waiting_alerts, limit=settings.SOCKETS_WAITING)


class WatchIncidents(Request, frozen=True, tag="incidents.watch"):
    """See incidents and areas of interest, and then what becomes of them; again, to catch up."""


class UnwatchIncidents(Request, frozen=True, tag="incidents.unwatch"):
    """See them no longer."""


class ReadAlerts(Request, frozen=True, tag="alerts.read"):
    """Read my alerts that wait. What becomes of them is told to all my sockets, unasked."""


class AcknowledgeAlert(Request, frozen=True, tag="alert.acknowledge"):
    """Take note of an alert of mine; my other sockets are told."""

    alert: Id


async def watch(socket: EventConsumer, request: WatchIncidents) -> None:
    check_look_pace(socket.user)
    async with socket.following(topics.INCIDENTS):
        told = await in_database(how_things_stand, socket.user)
        socket.answer(request, told)


async def unwatch(socket: EventConsumer, request: UnwatchIncidents) -> None:
    socket.leave(topics.INCIDENTS)


async def read_alerts(socket: EventConsumer, request: ReadAlerts) -> None:
    check_look_pace(socket.user)
    async with socket.following(topics.user(socket.user_id)):
        socket.answer(request, await _alerts.get(socket.user_id))


async def acknowledge(socket: EventConsumer, request: AcknowledgeAlert) -> None:
    check_change_pace(socket.user)
    await in_database(actions.acknowledge, socket.user, request.alert)


HANDLERS: dict[type[Request], Handler] = {
    WatchIncidents: watch,
    UnwatchIncidents: unwatch,
    ReadAlerts: read_alerts,
    AcknowledgeAlert: acknowledge,
}
