"""Maps and places, in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from incidents.geojson import spoken
from incidents.models import Incident

register = template.Library()


@register.inclusion_tag("incidents/_map.html")
def map_of(label: str) -> dict[str, Any]:
    """A map that is empty until the page's script has filled it."""
    return {
        "label": label,
        "map_tiles": settings.MAP_TILES,
        "map_attribution": settings.MAP_ATTRIBUTION,
    }


@register.filter
def place_in_words(incident: Incident) -> str:
    return spoken(incident.position) if incident.position else ""
