"""Times of day as whoever is reading wants them: by the language, by 24 hours or by 12."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

HALVES = (gettext_noop("AM"), gettext_noop("PM"))
"""Of the day, as the format "A" says them; Django's own Chinese leaves them in English."""

_chosen: ContextVar[str] = ContextVar("clock", default="")


def choose(clock: str) -> None:
    """Tell the times of this request as ``clock`` says: "24", "12", or by the language."""
    _chosen.set(clock)


def chosen() -> str:
    return _chosen.get()


def time_of(at: datetime) -> str:
    return date_format(at, _time_format())


def date_and_time_of(at: datetime) -> str:
    # The language says where the time stands beside the date, one's choice what it looks like.
    usual = str(get_format("TIME_FORMAT"))
    return date_format(at, str(get_format("DATETIME_FORMAT")).replace(usual, _time_format()))


def _time_format() -> str:
    if chosen() == "24":
        return "H:i"
    # A format as Django's date filter knows it: hours of 12, minutes, a.m. or p.m.
    return _("g:i A") if chosen() == "12" else str(get_format("TIME_FORMAT"))
