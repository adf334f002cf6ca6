"""An area as people type it: GeoJSON, or a corner a line, latitude first, as maps say it."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 60_000
CORNER = re.compile(r"\s*([-+−]?\d+(?:\.\d+)?)\s*°?\s*[,;\s]\s*([-+−]?\d+(?:\.\d+)?)\s*°?\s*")


def read_area(text: str) -> dict[str, Any]:
    """Return an area as it is kept. Raises ValidationError, which names the line or the place."""
    from incidents.geometry import normalised

    if text.lstrip().startswith(("{", "[")):
        return normalised(_json(text))
    return normalised(_outline([line for line in text.splitlines() if line.strip()]))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) or type(error).__name__
        raise ValidationError(
            _("This is no JSON: %(reason)s.") % {"reason": reason}, code="geometry"
        ) from None


def _outline(lines: list[str]) -> dict[str, Any]:
    corners = [_corner(number, line) for number, line in enumerate(lines, 1)]
    if corners and corners[0] != corners[-1]:
        corners.append(corners[0])
    return {"type": "Polygon", "coordinates": [corners]}


def _corner(number: int, line: str) -> list[float]:
    found = CORNER.fullmatch(line)
    if not found:
        raise ValidationError(
            _("Line %(number)d is no corner: “%(line)s”. Write latitude, longitude.")
            % {"number": number, "line": f"{line:.40}"},
            code="geometry",
        )
    latitude, longitude = (float(part.replace("−", "-")) for part in found.groups())
    return [longitude, latitude]
