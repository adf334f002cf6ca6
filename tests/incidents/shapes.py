"""Areas and places for tests, and a second opinion on what lies in what, without shapely."""

from __future__ import annotations

from typing import Any

from incidents.geojson import Position, Ring


def polygon(*corners: Position, holes: list[list[Position]] | None = None) -> dict[str, Any]:
    rings = [corners, *(holes or [])]
    return {"type": "Polygon", "coordinates": [[*map(list, [*ring, ring[0]])] for ring in rings]}


def rectangle(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return polygon((west, south), (east, south), (east, north), (west, north))


def place(longitude: float, latitude: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [longitude, latitude]}


def is_inside(ring: Ring, at: Position) -> bool:
    """Whether a ray from the point to the east crosses the ring an odd number of times."""
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def distance(ring: Ring, at: Position) -> float:
    """How far a point is from the nearest edge, in degrees of the plane."""
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    return min(_to_edge(one, other, at) for one, other in edges)


def _to_edge(one: Position, other: Position, at: Position) -> float:
    along = (other[0] - one[0], other[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((at[0] - one[0]) * along[0] + (at[1] - one[1]) * along[1]) / length if length else 0
    share = max(0.0, min(1.0, share))
    x, y = one[0] + share * along[0], one[1] + share * along[1]
    return float(((at[0] - x) ** 2 + (at[1] - y) ** 2) ** 0.5)
