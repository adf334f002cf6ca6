"""Read GeoJSON from anybody: numbers in their ranges, rings that close, sizes that are bounded.

A position is [longitude, latitude]. Latitudes lie within ±90, longitudes of a point within ±180;
a polygon over the date line may go on beyond that, up to ±540, or come already cut in two.
Everything here raises ValidationError in words that name the place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CORNERS = 500
DIGITS = 6  # decimals that are kept: 11 cm at the equator
FARTHEST = 540.0

Position = tuple[float, float]
Ring = list[Position]
Rings = list[Ring]


def read_point(value: Any) -> Position:
    """Return the position of a GeoJSON point, or of a feature that has one."""
    geometry = _geometry(value, ("Point",))
    return _position(geometry["coordinates"], 180.0)


def read_polygons(value: Any) -> list[Rings]:
    """Return the polygons of a GeoJSON Polygon or MultiPolygon: of each, its outline and holes."""
    geometry = _geometry(value, ("Polygon", "MultiPolygon"))
    given = geometry["coordinates"]
    polygons = [given] if geometry["type"] == "Polygon" else _sequence(given)
    if not polygons:
        raise ValidationError(_("The area has no corners."), code="geometry")
    _check_size(polygons)
    return [_rings(polygon) for polygon in polygons]


def point(position: Position) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(position)}


def _geometry(value: Any, kinds: Sequence[str]) -> dict[str, Any]:
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if not isinstance(value, dict) or "coordinates" not in value or value.get("type") not in kinds:
        named = " / ".join(kinds)
        raise ValidationError(
            _("This is no GeoJSON %(kinds)s with coordinates.") % {"kinds": named}, code="geometry"
        )
    return value


def _check_size(polygons: Sequence[Any]) -> None:
    """Count before anything is built of it."""
    corners = sum(len(_sequence(ring)) for polygon in polygons for ring in _sequence(polygon))
    if corners > MOST_CORNERS:
        raise ValidationError(
            _("The area has %(count)d corners; at most %(most)d are kept.")
            % {"count": corners, "most": MOST_CORNERS},
            code="geometry",
        )


def _rings(polygon: Any) -> Rings:
    rings = [_ring(ring) for ring in _sequence(polygon)]
    if not rings:
        raise ValidationError(_("A polygon has no outline."), code="geometry")
    return rings


def _ring(ring: Any) -> Ring:
    positions = [_position(each, FARTHEST) for each in _sequence(ring)]
    if len(positions) < 4:
        raise ValidationError(
            _("An outline needs at least three corners, and ends where it began."), code="geometry"
        )
    if positions[0] != positions[-1]:
        raise ValidationError(
            _("An outline must end where it began: %(first)s is not %(last)s.")
            % {"first": spoken(positions[0]), "last": spoken(positions[-1])},
            code="geometry",
        )
    return positions


def _position(value: Any, farthest: float) -> Position:
    numbers = _sequence(value)
    if not 2 <= len(numbers) <= 3 or not all(map(_is_number, numbers)):
        raise ValidationError(
            _("A position is two numbers, longitude and latitude; this is not: %(value)s")
            % {"value": f"{value!r:.60}"},
            code="geometry",
        )
    # Adding 0.0 makes one zero of the two there are.
    longitude, latitude = (round(float(number), DIGITS) + 0.0 for number in numbers[:2])
    _check_range(_("Longitude"), longitude, farthest)
    _check_range(_("Latitude"), latitude, 90.0)
    return longitude, latitude


def _check_range(name: str, degrees: float, most: float) -> None:
    if abs(degrees) > most:
        raise ValidationError(
            _("%(name)s %(degrees)s is out of range: from −%(most)d to %(most)d.")
            % {"name": name, "degrees": degrees, "most": most},
            code="geometry",
        )


def _is_number(value: Any) -> bool:
    """Whether it is a number that a float can hold; True and NaN are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e9 and math.isfinite(value)


def _sequence(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise ValidationError(
            _("Coordinates are lists; this is none: %(value)s") % {"value": f"{value!r:.60}"},
            code="geometry",
        )
    return value


def spoken(position: Position) -> str:
    """Return a position as people write it: 52.52° N, 13.4° E."""
    longitude, latitude = position
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{round(abs(latitude), 5):.10g}° {north}, {round(abs(longitude), 5):.10g}° {east}"
