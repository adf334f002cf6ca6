"""Times of day as the reader chose."""

from datetime import datetime

from django import template

from accounts import clock as clocks

register = template.Library()


@register.filter(expects_localtime=True)
def clock(at: datetime | None) -> str:
    """Tell the time of day; nothing where there is none."""
    return clocks.time_of(at) if at else ""


@register.filter(expects_localtime=True)
def date_and_clock(at: datetime | None) -> str:
    """Tell the day and the time of it; nothing where there is none."""
    return clocks.date_and_time_of(at) if at else ""
