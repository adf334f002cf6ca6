"""``/incident`` in a room: opens an incident, and says so there with a link."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.commands import Command, Outcome
from incidents import actions
from incidents.announcing import announcement
from incidents.limits import check_change_pace
from incidents.models import Severity


def open_from_room(actor: User, room_id: int, rest: str) -> Outcome:
    """Open an incident of ``[severity] title``; the room is told, and nothing of it elsewhere."""
    severity, title = _parts(rest)
    if not title:
        raise ValidationError(_("What happened? Write it after /incident, as “high Fire”."))
    check_change_pace(actor)
    incident = actions.open_incident(actor, title=title, severity=severity)
    return Outcome(post=announcement(incident))


def _parts(rest: str) -> tuple[str, str]:
    """Return severity and title; the severity may be left out."""
    first, _space, others = " ".join(rest.split()).partition(" ")
    severity = _severities().get(first.casefold())
    return (severity, others) if severity else (Severity.MEDIUM, f"{first} {others}".strip())


@cache
def _severities() -> dict[str, str]:
    """What each severity is called, in every language of the site."""
    known = {name: name for name in Severity.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {str(each.label).casefold(): each.value for each in Severity}
    return known


INCIDENT = Command(
    "incident",
    format_lazy("[{}] {}", _("severity"), _("title")),
    _("Open an incident, and say so here"),
    open_from_room,
)
