"""What is unread: the same everywhere, and never stuck."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import Person
from tests.browser.talk import two_in_a_room

TALL = "\n".join(["tall"] * 40)


def test_what_is_unread_is_in_step_everywhere(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.go("/")
    tab, phone = ann.other_tab(), newcomer("ann", embedded.far)
    phone.name = ann.name
    tab.go("/rooms/")
    phone.log_in()
    everywhere = (ann, tab, phone)
    for text in ("one", "two", "three"):
        bob.say(text)
    for place in everywhere:
        place.has_unread(3)

    ann.enter(room)
    expect(ann.page.locator("#log .log-new + .message")).to_contain_text("one")
    for place in everywhere:
        place.has_unread(0)

    ann.choose("two", "Mark unread from here")
    for place in everywhere:
        place.has_unread(2)
    expect(ann.page.locator("#log .log-new + .message")).to_contain_text("two")
    bob.say("four")
    for place in everywhere:
        place.has_unread(3)

    tab.page.get_by_role("button", name="Mark everything read").click()
    for place in everywhere:
        place.has_unread(0)
    expect(tab.page.get_by_role("button", name="Mark everything read")).to_be_hidden()

    ann.go("/")
    bob.say("five")
    bob.open_lobby()
    bob.say("six")
    ann.has_unread(2)
    ann.is_live()
    ann.press("Shift+Escape")
    for place in everywhere:
        place.has_unread(0)


def test_what_is_not_on_the_screen_stays_unread(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.go("/")
    for _ in range(3):
        bob.say(TALL)
    ann.has_unread(3)
    ann.enter(room)
    latest = ann.page.get_by_role("button", name="Jump to latest (")
    expect(latest).to_be_visible()
    expect(ann.page.locator("[data-unread-total]")).to_be_visible()
    latest.click()
    ann.has_unread(0)
    expect(ann.page.locator("#jump")).to_be_hidden()


def test_who_comes_back_finds_the_first_unread(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    looks_away(ann)
    for _ in range(3):
        bob.say(TALL)
    ann.has_unread(3)
    comes_back(ann)
    first = ann.page.get_by_role("button", name="First unread")
    expect(first).to_be_visible()
    ann.has_unread(0)
    first.click()
    expect(ann.page.locator("#log .log-new")).to_be_in_viewport()
    expect(first).to_be_hidden()


def looks_away(person: Person) -> None:
    """A browser without a screen has the focus always."""
    away = "document.hasFocus = () => false; dispatchEvent(new Event('blur'))"
    person.page.evaluate(away)


def comes_back(person: Person) -> None:
    person.page.evaluate("delete document.hasFocus; dispatchEvent(new Event('focus'))")
