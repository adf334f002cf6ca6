"""The box around an area, by which a database finds it."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """What an area lies within, uncut: ``east`` may be beyond 180."""

    west: float
    south: float
    east: float
    north: float
