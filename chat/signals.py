"""Signals of other apps, translated into actions of chat."""

from typing import Any

from django.db.models.signals import post_save

from accounts.models import User
from chat import actions, finding
from presence import hooks
from presence.events import RoomInCommon


def connect() -> None:
    post_save.connect(on_user_saved, sender=User, dispatch_uid="chat.welcome")
    hooks.rooms_in_common.connect(on_rooms_wanted)


def on_user_saved(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        actions.welcome(instance)


def on_rooms_wanted(one: User, other: User, **kwargs: Any) -> list[RoomInCommon]:
    rooms = finding.rooms_of_both(one, other)
    return [RoomInCommon(room.pk, room.name) for room in rooms]
