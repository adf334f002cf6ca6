"""Areas on a round earth: cut at the date line, closed at the poles, edges counted as inside.

Shapes lie in the plane of longitude and latitude, as GeoJSON has it: an edge is straight there, no
great circle.

Imported where it is used, and not before: shapely brings numpy, 0.3 s and 25 MB which a site
without areas need not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely.affinity import translate
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from incidents.boxes import Box
from incidents.geojson import DIGITS, MOST_CORNERS, Position, Rings, read_polygons, spoken

WHOLE = 360.0
PLACE = re.compile(r"\[(\S+) (\S+)\]")  # where shapely says that something is wrong


def normalised(value: Any) -> dict[str, Any]:
    """Return an area as it is kept: valid, within ±180, cut at the date line. ValidationError."""
    given = _united([_polygon(rings) for rings in read_polygons(value)])
    kept = shapely.orient_polygons(shapely.normalize(_checked(_cut(given))))
    return dict(_plain(mapping(kept)))


def shape_of(area: dict[str, Any]) -> BaseGeometry:
    """Return the shape of an area that is kept."""
    return shapely.geometry.shape(area)


def spot(position: Position) -> BaseGeometry:
    """Return a position wherever it lies in the plane: the date line has two sides, a pole is one
    place at every longitude.
    """
    longitude, latitude = position
    if abs(latitude) == 90:
        return LineString([(-180, latitude), (180, latitude)])
    if abs(longitude) == 180:
        return MultiPoint([(-180, latitude), (180, latitude)])
    return Point(longitude, latitude)


def covers(area: BaseGeometry, position: Position) -> bool:
    """Whether an area has the position inside or on its edge."""
    return bool(area.intersects(spot(position)))


def covered(area: BaseGeometry, positions: Sequence[Position]) -> list[bool]:
    """Return for each position whether the area covers it; prepared once for all of them."""
    shapely.prepare(area)
    return [covers(area, position) for position in positions]


def rejoined(area: BaseGeometry) -> BaseGeometry:
    """Return an area in one piece where the date line had cut it: then beyond 180, to be drawn."""
    pieces = list(getattr(area, "geoms", [area]))
    if not _is_cut(pieces):
        return area
    west = [translate(piece, WHOLE) for piece in pieces if piece.bounds[0] == -180]
    rest = [piece for piece in pieces if piece.bounds[0] != -180]
    whole = shapely.union_all([*west, *rest])
    return whole if whole.geom_type in ("Polygon", "MultiPolygon") else area


def box_of(area: BaseGeometry) -> Box:
    """Return what the area lies within; an area at a pole lies within every longitude."""
    west, south, east, north = rejoined(area).bounds
    return (
        Box(-180, south, 180, north)
        if abs(south) == 90 or abs(north) == 90
        else Box(west, south, east, north)
    )


def as_drawn(area: dict[str, Any]) -> dict[str, Any]:
    """Return an area as somebody would draw it: across the date line in one piece."""
    return dict(_plain(mapping(rejoined(shape_of(area)))))


def _polygon(rings: Rings) -> Polygon:
    return _checked(Polygon(rings[0], rings[1:]))


def _checked(shape: Any) -> Any:
    """Return a shape that is one. Raises ValidationError, which says where it is wrong."""
    if not shape.convex_hull.area:
        raise ValidationError(_("The area has no inside."), code="geometry")
    if not shape.is_valid:
        raise ValidationError(_complaint(explain_validity(shape)), code="geometry")
    return shape


def _complaint(reason: str) -> str:
    found = PLACE.search(reason)
    where = spoken((float(found[1]), float(found[2]))) if found else "?"
    if reason.startswith(("Self-intersection", "Ring Self-intersection")):
        return _("The outline crosses or touches itself near %(where)s.") % {"where": where}
    if reason.startswith("Hole"):
        return _("A hole lies outside of its outline near %(where)s.") % {"where": where}
    return _("The area is not a proper one near %(where)s.") % {"where": where}


def _united(polygons: Sequence[Polygon]) -> BaseGeometry:
    shape = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    west, _south, east, _north = _checked(shape).bounds
    if east - west > WHOLE:
        raise ValidationError(_("The area is wider than the world."), code="geometry")
    return shape


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape within ±180, in pieces where it went on beyond."""
    west, _south, east, _north = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    worlds = (translate(_in_world(shape, turn), -turn * WHOLE) for turn in (-1, 0, 1))
    pieces = [piece for world in worlds for piece in _polygons(world)]
    cut = shapely.union_all(shapely.set_precision(pieces, 10**-DIGITS))
    if shapely.get_num_coordinates(cut) > 2 * MOST_CORNERS:
        raise ValidationError(_("The area has too many pieces."), code="geometry")
    return cut


def _in_world(shape: BaseGeometry, turn: int) -> BaseGeometry:
    middle = turn * WHOLE
    return shape.intersection(box(middle - 180, -90, middle + 180, 90))


def _polygons(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return what has an inside; an edge on the date line leaves a line on its other side."""
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "Polygon" and part.area]


def _is_cut(pieces: Sequence[BaseGeometry]) -> bool:
    """Whether some end at the date line from the west and others from the east, and none both."""
    at_west = [piece for piece in pieces if piece.bounds[0] == -180]
    at_east = [piece for piece in pieces if piece.bounds[2] == 180]
    return bool(at_west and at_east) and not {id(p) for p in at_west} & {id(p) for p in at_east}


def _plain(value: Any) -> Any:
    """Return coordinates as JSON has them: lists of rounded numbers."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value
