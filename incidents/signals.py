"""What is saved and deleted, by whatever door, translated into actions."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from accounts.hooks import user_forgotten
from incidents import actions
from incidents.models import Alert, AreaOfInterest, Incident


def connect() -> None:
    post_save.connect(on_incident_saved, sender=Incident, dispatch_uid="incidents.incident")
    post_delete.connect(on_incident_deleted, sender=Incident, dispatch_uid="incidents.incident")
    post_save.connect(on_area_saved, sender=AreaOfInterest, dispatch_uid="incidents.area")
    post_delete.connect(on_area_deleted, sender=AreaOfInterest, dispatch_uid="incidents.area")
    post_delete.connect(on_alert_deleted, sender=Alert, dispatch_uid="incidents.alert")
    user_forgotten.connect(on_user_forgotten, dispatch_uid="incidents.forgotten")


def on_incident_saved(instance: Incident, raw: bool = False, **_: Any) -> None:
    if not raw:
        actions.follow_incident(instance)


def on_incident_deleted(instance: Incident, **_: Any) -> None:
    actions.tell_incident_gone(instance)


def on_area_saved(instance: AreaOfInterest, raw: bool = False, **_: Any) -> None:
    if not raw:
        actions.follow_area(instance)


def on_area_deleted(instance: AreaOfInterest, **_: Any) -> None:
    actions.tell_area_gone(instance)


def on_alert_deleted(instance: Alert, **_: Any) -> None:
    actions.tell_alert_gone(instance)


def on_user_forgotten(user_id: int, **_: Any) -> None:
    actions.forget(user_id)
