"""What incidents tell sockets."""

from __future__ import annotations

from typing import Self

from example_channels.realtime.protocol import Event, Reply
from incidents.models import Alert
from incidents.shapes import AlertItem, AlertView, AreaFeature, IncidentFeature


class Incidents(Reply, frozen=True, tag="incidents"):
    """How things stand: open incidents first, then the newest; my areas, then everybody's.

    ``complete`` is false where there are more than fit. What changes follows: keep features by id,
    and ignore one whose ``changed_at`` is lower than that of the one held. After ``catch_up``, and
    now and then, ask again.
    """

    incidents: list[IncidentFeature]
    areas: list[AreaFeature]
    complete: bool


class IncidentChanged(Event, frozen=True, tag="incident.changed"):
    """An incident is new, or another than it was; in its present state."""

    feature: IncidentFeature

    def replaces(self) -> str:
        return f"incident.{self.feature.id}"


class IncidentDeleted(Event, frozen=True, tag="incident.deleted"):
    """An incident is no more; as it was last."""

    feature: IncidentFeature

    def replaces(self) -> str:
        return f"incident.{self.feature.id}"


class AreaChanged(Event, frozen=True, tag="area.changed"):
    """An area of interest is new, or another than it was; in its present state."""

    feature: AreaFeature

    def replaces(self) -> str:
        return f"area.{self.feature.id}"


class AreaDeleted(Event, frozen=True, tag="area.deleted"):
    """An area of interest is no more; as it was last."""

    feature: AreaFeature

    def replaces(self) -> str:
        return f"area.{self.feature.id}"


class Alerts(Reply, frozen=True, tag="alerts"):
    """My alerts that wait to be acknowledged, newest first, as many as fit; ``count`` of them.

    What becomes of them is told as ``alert``; after ``catch_up`` ask again.
    """

    alerts: list[AlertItem]
    count: int


class AlertTold(Event, frozen=True, tag="alert"):
    """An alert of mine in its present state: keep it by id until it is acknowledged.

    ``new`` is true where it has been raised just now.
    """

    alert: AlertView
    incident: IncidentFeature
    area: AreaFeature
    new: bool

    @classmethod
    def of(cls, alert: Alert, *, new: bool = False) -> Self:
        item = AlertItem.of(alert)
        return cls(alert=item.alert, incident=item.incident, area=item.area, new=new)


class AlertDeleted(Event, frozen=True, tag="alert.deleted"):
    """An alert of mine is gone, for its incident or its area is."""

    alert: int
