"""What people do with incidents, areas and alerts; nothing else here writes or publishes."""

from incidents.actions.alerts import acknowledge, acknowledge_all, tell_alert_gone
from incidents.actions.areas import (
    change_area,
    delete_area,
    follow_area,
    forget,
    make_area,
    tell_area_gone,
)
from incidents.actions.incidents import (
    change_incident,
    close_incident,
    delete_incident,
    follow_incident,
    open_incident,
    reopen_incident,
    tell_incident_gone,
)
from incidents.actions.rooms import open_room

__all__ = [
    "acknowledge",
    "acknowledge_all",
    "change_area",
    "change_incident",
    "close_incident",
    "delete_area",
    "delete_incident",
    "follow_area",
    "follow_incident",
    "forget",
    "make_area",
    "open_incident",
    "open_room",
    "reopen_incident",
    "tell_alert_gone",
    "tell_area_gone",
    "tell_incident_gone",
]
