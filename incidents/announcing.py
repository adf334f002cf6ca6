"""What a room is told of an incident."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from incidents.models import Incident, Severity

MARKUP = str.maketrans({letter: f"\\{letter}" for letter in r"\`*_{}[]()<>#+-.!|~@:&"})


def announcement(incident: Incident) -> str:
    """Return Markdown, in which the title is but text."""
    words = {
        "severity": Severity(incident.severity).label,
        "title": incident.title.translate(MARKUP),
        "address": f"{settings.PUBLIC_URL}{incident.get_absolute_url()}",
    }
    return _("**Incident** ({severity}): [{title}]({address})").format(**words)
