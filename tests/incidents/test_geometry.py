"""What lies in an area: beside its edges as counting says, on them always, at the date line too."""

from __future__ import annotations

import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents import geometry
from incidents.corners import read_area
from incidents.geojson import MOST_CORNERS, read_point
from tests.incidents.shapes import distance, is_inside, polygon, rectangle

CLEAR = 1e-3  # degrees from an edge at which there is only one opinion


def covers(area: dict, longitude: float, latitude: float) -> bool:
    return geometry.covers(geometry.shape_of(geometry.normalised(area)), (longitude, latitude))


@st.composite
def stars(draw: st.DrawFn) -> list[tuple[float, float]]:
    """A star-shaped outline, hollows and all, anywhere, over the date line too."""
    middle = draw(st.floats(-179, 179)), draw(st.floats(-60, 60))
    reaches = draw(st.lists(st.floats(1, 25), min_size=3, max_size=12))
    step = 2 * math.pi / len(reaches)
    return [
        (
            round(middle[0] + reach * math.cos(number * step), 6),
            round(middle[1] + reach * math.sin(number * step), 6),
        )
        for number, reach in enumerate(reaches)
    ]


@given(stars(), st.floats(-1.2, 1.2), st.floats(-1.2, 1.2))
def test_what_lies_inside_is_covered_and_what_lies_outside_is_not(ring, across, up):
    west, east = min(x for x, _y in ring), max(x for x, _y in ring)
    south, north = min(y for _x, y in ring), max(y for _x, y in ring)
    drawn = (west + east + across * (east - west)) / 2, (south + north + up * (north - south)) / 2
    assume(abs(drawn[1]) < 89 and distance(ring, drawn) > CLEAR)
    longitude = (drawn[0] + 180) % 360 - 180
    assert covers(polygon(*ring), longitude, drawn[1]) == is_inside(ring, drawn)


@given(stars(), st.floats(-170, 170), st.floats(-80, 80))
def test_the_box_never_hides_what_the_shape_covers(ring, longitude, latitude):
    shape = geometry.shape_of(geometry.normalised(polygon(*ring)))
    box = geometry.box_of(shape)
    turns = (longitude - 360, longitude, longitude + 360)
    is_in_box = box.south <= latitude <= box.north and any(
        box.west <= turn <= box.east for turn in turns
    )
    assert is_in_box or not geometry.covers(shape, (longitude, latitude))


@given(stars())
def test_every_corner_is_inside(ring):
    for longitude, latitude in ring:
        at = read_point({"type": "Point", "coordinates": [wrapped(longitude), latitude]})
        assert covers(polygon(*ring), *at)


def wrapped(longitude: float) -> float:
    return round((longitude + 180) % 360 - 180, 6)


@pytest.mark.parametrize(
    ("at", "is_in"),
    [
        ((10, 20), True),
        ((10, 25), True),
        ((15, 20), True),
        ((10, 19.999999), False),
        ((9.999999, 25), False),
        ((20.000001, 30), False),
    ],
)
def test_edges_and_corners_count_as_inside_and_a_hair_beyond_does_not(at, is_in):
    assert covers(rectangle(10, 20, 20, 30), *at) == is_in


def test_a_hole_is_outside_and_its_edge_is_inside():
    area = polygon((0, 0), (9, 0), (9, 9), (0, 9), holes=[[(3, 3), (6, 3), (6, 6), (3, 6)]])
    assert not covers(area, 4, 4)
    assert covers(area, 3, 4)
    assert covers(area, 2, 2)


@pytest.mark.parametrize(("west", "east"), [(170, 190), (-190, -170), (530, 550 - 20)])
def test_an_area_over_the_date_line_is_cut_there_and_covers_both_sides(west, east):
    if west == 530:
        west, east = 520, 540
    area = rectangle(west, -10, east, 10)
    kept = geometry.normalised(area)
    if west == 520:
        assert kept["type"] == "Polygon"
        assert covers(area, 170, 0)
        return
    assert kept["type"] == "MultiPolygon"
    for longitude in (170, 179.9, 180, -180, -179.9, -170):
        assert covers(area, longitude, 0), longitude
    for longitude in (169.9, -169.9, 0):
        assert not covers(area, longitude, 0), longitude


def test_an_area_that_ends_at_the_date_line_covers_it_from_either_side():
    assert covers(rectangle(170, 0, 180, 10), -180, 5)
    assert covers(rectangle(-180, 0, -170, 10), 180, 5)


def test_a_pole_is_one_place_at_every_longitude():
    cap = rectangle(0, 60, 90, 90)
    assert covers(cap, -120, 90)
    assert not covers(cap, -120, 89)
    assert not covers(rectangle(0, 60, 90, 89), 45, 90)


def test_what_is_kept_is_kept_alike_again_and_can_be_drawn_in_one_piece():
    kept = geometry.normalised(rectangle(170.1, -10, 190.1, 10))
    assert geometry.normalised(kept) == kept
    drawn = geometry.as_drawn(kept)
    assert drawn["type"] == "Polygon"
    assert {round(x, 6) for x, _y in drawn["coordinates"][0]} >= {170.1, 190.1}
    assert geometry.normalised(drawn) == kept


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "no GeoJSON"),
        ([], "no GeoJSON"),
        ({"type": "Point", "coordinates": [1, 2]}, "no GeoJSON"),
        ({"type": "Polygon"}, "no GeoJSON"),
        ({"type": "Polygon", "coordinates": []}, "no outline"),
        ({"type": "MultiPolygon", "coordinates": []}, "no corners"),
        ({"type": "Polygon", "coordinates": "x"}, "lists"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "three corners"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, "where it began"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, True], [1, 1], [0, 0]]]}, "two numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], ["1", 0], [1, 1], [0, 0]]]}, "two numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [math.nan, 0], [1, 1], [0, 0]]]}, "two numb"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1e400, 0], [1, 1], [0, 0]]]}, "two numbers"),
        (rectangle(0, 0, 10, 91), "Latitude 91.0 is out of range"),
        (rectangle(0, 0, 541, 1), "Longitude 541.0 is out of range"),
        (rectangle(-190, 0, 180, 1), "wider than the world"),
        (polygon((0, 0), (1, 1), (2, 2)), "no inside"),
        (polygon((0, 0), (2, 2), (2, 0), (0, 2)), "crosses or touches itself near 1° N, 1° E"),
        (polygon((0, 0), (1, 0), (1, 1), holes=[[(5, 5), (6, 5), (6, 6)]]), "hole lies outside"),
        (polygon(*((number / 10, number % 2) for number in range(600))), f"most {MOST_CORNERS}"),
    ],
)
def test_what_is_no_area_is_refused_in_words_that_say_where(value, words):
    with pytest.raises(ValidationError) as refused:
        geometry.normalised(value)
    assert words in refused.value.messages[0]


@pytest.mark.parametrize("value", [{}, [1, 2], {"type": "Point", "coordinates": [181, 0]}])
def test_what_is_no_place_is_refused(value):
    with pytest.raises(ValidationError):
        read_point(value)


def test_corners_may_be_typed_latitude_first_a_line_each():
    typed = read_area("52, 13\n52.5; 14\n\n51 13.5°\n")
    assert geometry.covers(geometry.shape_of(typed), (13.5, 52))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("52, 13\nnorth, east\n51, 13", "Line 2 is no corner: “north, east”"),
        ('{"type": ', "no JSON"),
        ("[" * 30_000, "no JSON"),
        ("1,1\n2,2", "three corners"),
    ],
)
def test_corners_that_make_no_sense_are_named(text, words):
    with pytest.raises(ValidationError) as refused:
        read_area(text)
    assert words in refused.value.messages[0]
