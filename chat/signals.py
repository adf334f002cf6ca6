"""Signals of other apps, translated into actions of chat."""

from typing import Any

from django.db.models.signals import post_save

from accounts.models import User
from chat import actions


def connect() -> None:
    post_save.connect(on_user_saved, sender=User, dispatch_uid="chat.welcome")


def on_user_saved(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        actions.welcome(instance)
