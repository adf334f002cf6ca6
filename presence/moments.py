"""Moments that people name, in their own time zone. Pure: the time is a parameter."""

from __future__ import annotations

from datetime import datetime, time, timedelta


def tomorrow(now: datetime) -> datetime:
    """Return when the day ends for somebody whose clock shows ``now``."""
    return _on(now, 1, time())


def next_time(now: datetime, clock: time) -> datetime:
    """Return when their clock shows ``clock`` next: today, or else tomorrow."""
    today = _on(now, 0, clock)
    return today if today > now else _on(now, 1, clock)


def next_weekday(now: datetime, weekday: int) -> datetime:
    """Return when the next such day begins; Monday is 0, and today is a week away."""
    days = (weekday - now.weekday() - 1) % 7 + 1
    return _on(now, days, time())


def _on(now: datetime, days: int, clock: time) -> datetime:
    # Of the local day, not 24 hours later: days with a change of clocks are longer or shorter.
    day = now.date() + timedelta(days=days)
    return datetime.combine(day, clock, now.tzinfo)
