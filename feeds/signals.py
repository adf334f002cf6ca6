"""Changes of people and groups, translated into an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save

from accounts.models import User
from feeds import actions

RIGHTS = frozenset({"is_active", "is_staff", "is_superuser"})


def connect() -> None:
    post_save.connect(on_user_saved, sender=User, dispatch_uid="feeds.user")
    m2m_changed.connect(on_groups, sender=User.groups.through, dispatch_uid="feeds.groups")
    post_save.connect(on_group, sender=Group, dispatch_uid="feeds.group")
    post_delete.connect(on_group, sender=Group, dispatch_uid="feeds.group_gone")


def on_user_saved(
    instance: User, created: bool, update_fields: Iterable[str] | None = None, **_: Any
) -> None:
    if not created and (update_fields is None or RIGHTS & set(update_fields)):
        actions.doubt_rights(instance.pk)


def on_groups(action: str, **_: Any) -> None:
    if action.startswith("post_"):
        actions.doubt_rights(None)


def on_group(**_: Any) -> None:
    actions.doubt_rights(None)
