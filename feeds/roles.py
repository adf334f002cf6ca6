"""As what somebody may read feeds."""

from __future__ import annotations

from accounts.models import User

EVERYONE, STAFF = "everyone", "staff"
ALL = "*"  # Who watches as superuser; no group is asked.


def plain_roles_of(user: User) -> set[str]:
    """Return "everyone", and "staff" for staff."""
    return {EVERYONE, STAFF} if user.is_staff else {EVERYONE}


def roles_of(user: User) -> set[str]:
    """Return those, and the names of the groups somebody is in."""
    # A group may be called like one of these two, and is none of them.
    return plain_roles_of(user) | ({group.name for group in user.groups.all()} - {EVERYONE, STAFF})


def watched_as(user: User) -> set[str]:
    """Return as what somebody hears of runs: superusers of all, once."""
    return {ALL} if user.is_superuser else roles_of(user)
