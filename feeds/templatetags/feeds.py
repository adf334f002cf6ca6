"""Logs and their lines, in templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from feeds.catalogue import LogFeed, readable_by
from feeds.events import FeedLine

register = template.Library()


@register.simple_tag
def logs_of(user: User | AnonymousUser) -> list[LogFeed]:
    """The logs somebody may read."""
    return readable_by(user) if isinstance(user, User) else []


@register.filter
def parts(line: FeedLine) -> Iterator[tuple[str, str]]:
    """The pieces of a line: text, and the classes it has."""
    place = 0
    for style in line.styles:
        yield line.text[place : style.start], ""
        yield line.text[style.start : style.end], style.look
        place = style.end
    yield line.text[place:], ""


@register.filter
def as_duration(duration: timedelta) -> str:
    """A time span as a clock shows it: 0:05, 1:02:03."""
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
