"""Time zones people live in."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all zones, sorted."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"))


def clock_in(zone: str | None, now: datetime) -> datetime:
    """Return ``now`` as a clock there shows it; in the server's zone where none is known."""
    return now.astimezone(zone_called(zone))


def zone_called(name: str | None) -> tzinfo:
    """Return a zone; the server's where that is none."""
    return ZoneInfo(name) if name in zones() else timezone.get_default_timezone()
