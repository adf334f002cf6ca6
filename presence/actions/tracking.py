"""What processes write down about who is here, and what they tell each other of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.actions import note_seen
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit
from presence.messages import FactsChanged, LoginEnded
from presence.models import Lookout, Standing


def facts_changed(user_id: int) -> None:
    """Let every process read again what it shows of somebody: new, renamed, shut out, deleted."""
    publish_on_commit(topics.PRESENCE, FactsChanged(user=user_id))


def signed_out(user_id: int, login: str) -> None:
    """Take somebody off without grace, as far as the sockets of one log-in go."""
    publish_on_commit(topics.PRESENCE, LoginEnded(user=user_id, login=login))


def record_seen(
    users: Mapping[datetime, Sequence[int]], logins: Sequence[str], now: datetime
) -> None:
    """Write when people were last here, and that ``logins`` have sockets now."""
    for at, group in users.items():
        note_seen(group, [], at)
    note_seen([], logins, now)


@transaction.atomic
def forget(user_id: int) -> None:
    """Take away what somebody who is being forgotten said of themselves, and asked for."""
    Standing.objects.filter(user=user_id).delete()
    Lookout.objects.filter(Q(watcher=user_id) | Q(subject=user_id)).delete()
