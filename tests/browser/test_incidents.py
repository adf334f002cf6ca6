"""Incidents, as two people live them: drawn, opened, heard of, noted; on a screen and a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import Person


def picture(page: Page, name: str, folder: Path) -> None:
    page.screenshot(path=folder / f"{name}.png")


def map_of(person: Person) -> Any:
    drawn = person.page.locator("#map path.land")
    expect(drawn.first).to_be_attached()
    return person.page.locator("#map")


def draw_area(person: Person, name: str) -> None:
    """Click four corners about the middle of the map, and move one by key."""
    person.go("/incidents/areas/new/")
    person.page.get_by_label("Name").fill(name)
    box = map_of(person).bounding_box()
    for across, down in ((0.4, 0.3), (0.6, 0.3), (0.6, 0.6), (0.4, 0.6)):
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        person.page.mouse.click(x, y)
    expect(person.page.locator("#corner-words")).to_have_text("4 corners")
    drag_inside(person)
    before = person.page.locator("textarea[name=polygon]").input_value()
    person.page.get_by_role("button", name="Corner 1:").focus()
    person.press("Shift+ArrowLeft")
    expect(person.page.locator("textarea[name=polygon]")).not_to_have_value(before)
    expect(person.page.get_by_role("button", name="Corner 1:")).to_be_focused()
    person.meets_no_barrier()
    person.page.get_by_role("button", name="Save").click()
    expect(person.page.locator(".area-row", has_text=name)).to_be_visible()


def drag_inside(person: Person) -> None:
    """A click inside is a corner, taken back here; a drag moves all of them and is no click."""
    mouse, words = person.page.mouse, person.page.locator("#corner-words")
    mouse.click(*inside(person))
    expect(words).to_have_text("5 corners")
    person.page.get_by_role("button", name="Undo").click()
    expect(words).to_have_text("4 corners")
    before = person.page.locator("textarea[name=polygon]").input_value()
    x, y = inside(person)  # Reaching for the button may have scrolled the page.
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 12, y + 8, steps=3)
    mouse.up()
    expect(person.page.locator("textarea[name=polygon]")).not_to_have_value(before)
    expect(words).to_have_text("4 corners")


def inside(person: Person) -> tuple[float, float]:
    """Where on the screen the middle of the area is."""
    box = map_of(person).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + 0.45 * box["height"]


def open_by_keyboard(person: Person, title: str, severity: str) -> None:
    """Open an incident in the middle of the map, without a mouse."""
    person.go("/incidents/new/")
    map_of(person)
    person.page.get_by_label("Title").fill(title)
    person.page.get_by_label("Severity").select_option(severity)
    person.page.locator("#place-here").press("Enter")
    expect(person.page.locator("input[name=latitude]")).not_to_have_value("")
    person.page.get_by_role("button", name="Open the incident").press("Enter")
    expect(person.page.get_by_role("heading", name=title)).to_be_visible()


def rows(person: Person) -> Any:
    return person.page.locator("#incident-list .incident-row")


@pytest.fixture
def site(scaled: Site) -> Site:
    """Each of them is served by another process."""
    return scaled


def test_an_incident_in_an_area_reaches_its_owner_on_whatever_page(
    site: Site, newcomer: Newcomer, tmp_path: Path
) -> None:
    ann = newcomer("ann", site.near, viewport={"width": 1280, "height": 860})
    bob = newcomer(
        "bob", site.far, viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True
    )
    ann.arrive()
    bob.arrive()
    draw_area(ann, "Middle")
    other = ann.other_tab()
    other.open_lobby()
    ann.is_live()

    open_by_keyboard(bob, "Fire at the harbour", "critical")

    for tab in (ann, other):
        notice = tab.page.locator("#alert-notices .notice")
        expect(notice).to_contain_text("Fire at the harbour")
        expect(notice).to_contain_text("in your area “Middle”")
        expect(tab.page.locator("[data-alert-count]")).to_have_text("1")
    expect(bob.page.locator("[data-alert-count]")).to_be_hidden()
    expect(rows(ann)).to_have_count(1)
    expect(ann.page.get_by_role("button", name="Critical: Fire at the harbour")).to_be_attached()
    ann.meets_no_barrier()
    picture(ann.page, "light", tmp_path)
    ann.page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    ann.meets_no_barrier()
    picture(ann.page, "dark", tmp_path)

    bob.go("/incidents/")
    map_of(bob)
    expect(bob.page.locator("#map .map-icon")).to_have_count(1)
    bob.meets_no_barrier()
    picture(bob.page, "phone", tmp_path)

    other.page.bring_to_front()
    other.page.locator("#alert-notices").get_by_role("button", name="Got it").click()
    expect(ann.page.locator("[data-alert-count]")).to_be_hidden()
    expect(ann.page.locator("#alert-notices .notice")).to_have_count(0)

    bob.page.get_by_role("link", name="Fire at the harbour").click()
    bob.page.get_by_role("button", name="Close it").click()
    expect(bob.page.locator(".incident-state [data-closed]")).to_be_visible()
    expect(rows(ann)).to_have_count(0)
    expect(ann.page.locator("#map .map-icon")).to_have_count(0)


def test_alerts_are_listed_live_and_an_incident_has_a_room(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.arrive()
    bob.arrive()
    draw_area(ann, "Middle")
    ann.go("/incidents/alerts/")
    ann.is_live()
    expect(ann.page.locator("#alerts-empty")).to_be_visible()
    ann.meets_no_barrier()

    bob.open_lobby()
    bob.say("/incident low Cat in a tree")
    bob.reads("Cat in a tree")
    bob.page.locator("#log").get_by_role("link", name="Cat in a tree").last.click()
    bob.page.get_by_role("link", name="Edit").click()
    map_of(bob)
    bob.page.locator("#place-here").click()
    bob.page.get_by_role("button", name="Save").click()

    row = ann.page.locator("#alert-list .alert-row", has_text="Cat in a tree")
    expect(row).to_have_count(1)
    ann.meets_no_barrier()
    row.get_by_role("button", name="Got it").click()
    expect(row).to_have_count(0)
    expect(ann.page.locator("#alerts-empty")).to_be_visible()

    bob.page.get_by_role("button", name="Open a room for it").click()
    bob.is_live()
    bob.page.locator("#log .message-body a").last.click()
    bob.page.get_by_role("button", name="Talk about it").click()
    expect(bob.page.locator("[data-room-name]").first).to_have_text("Cat in a tree")


def test_a_sound_and_a_notification_come_to_whoever_wants_them(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.context.add_init_script(LISTEN)
    ann.arrive()
    bob.arrive()
    draw_area(ann, "Middle")
    ann.go("/incidents/alerts/")
    ann.is_live()
    for wish in ("Play a sound", "Show a desktop notification"):
        ann.page.get_by_label(wish).check()
    ann.go("/")
    ann.is_live()
    ann.page.locator("h1").click()  # Browsers let nothing sound before a touch.
    ann.page.evaluate("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'})")
    open_by_keyboard(bob, "Heard and seen", "critical")
    ann.waits_until(lambda: ann.page.evaluate("heard > 0 && seen.length > 0"))
    assert ann.page.evaluate("seen") == ["Heard and seen"]


# What the browser is asked to play and to show: one without a screen and speakers does neither.
LISTEN = """
  window.heard = 0;
  window.seen = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    heard += 1;
    return start.apply(this, when);
  };
  window.Notification = class extends Notification {
    static permission = "granted";
    static async requestPermission() { return this.permission; }
    constructor(title, more) { super(title, more); seen.push(title); }
  };
"""
