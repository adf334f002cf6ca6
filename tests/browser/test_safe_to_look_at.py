"""Texts that mean harm, and controls without a name."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.talk import two_in_a_room

STRANGE = ["\u202eturned around", "Z" + "\u0301\u0316\u0334" * 1_300, "bell \x07 escape \x1b[31m"]


def test_strange_characters_disturb_nobody_elses_row(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    strange = [
        "\u202eturned around",
        "Z" + "\u0301\u0316\u0334" * 1_300,
        "bell \x07 escape \x1b[31m",
    ]
    for text in ("before", *strange, "after"):
        ann.say(text)
    bob.reads("after")
    rows = bob.page.locator("#log .message")
    expect(rows).to_have_count(5)
    boxes = [row.bounding_box() for row in rows.all()]
    for above, below in pairwise(boxes):
        assert above
        assert below
        assert above["y"] + above["height"] <= below["y"] + 1
        assert above["height"] < 120
    after = bob.message("after").locator("p").evaluate("p => getComputedStyle(p).direction")
    assert after == "ltr"
    assert rows.nth(2).evaluate("row => getComputedStyle(row).overflowY") == "clip"


NAMELESS = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter((control) => control.checkVisibility()).filter((control) => {
  const ids = (control.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
  const words = [
    control.getAttribute("aria-label"), control.textContent, control.title,
    ...ids.map((id) => document.getElementById(id)?.textContent),
    ...[...(control.labels ?? [])].map((label) => label.textContent),
  ];
  return !words.some((word) => word?.trim());
}).map((control) => control.outerHTML.slice(0, 200))"""


def test_every_control_has_a_name(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near)
    room = ann.arrive_in_own_room("Names")
    ann.say("something")
    ann.all_is_sent()
    for path in ("/", "/rooms/", "/rooms/new/", room, f"{room}settings/", "/connection/"):
        ann.go(path)
        assert ann.page.evaluate(NAMELESS) == [], path
    ann.enter(room)
    ann.page.locator("#composer-text").press("ArrowUp")
    expect(ann.page.get_by_label("Text of the message")).to_be_visible()
    assert ann.page.evaluate(NAMELESS) == []
