"""Reactions, pins and bookmarks, as two people use them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.talk import two_in_a_room

PHONE = {"width": 390, "height": 844}


def test_people_react_and_see_each_others_reactions(site: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    ann.say("Lunch?")
    bob.reads("Lunch?")
    bob.page.locator("#log .message").hover()
    bob.page.get_by_role("toolbar", name="React").get_by_role("button", name="👍").click()
    chip = ann.page.locator("#log .reaction")
    expect(chip).to_have_accessible_name(f"{bob.name} reacted with 👍")
    expect(chip).to_have_attribute("aria-pressed", "false")
    ann.page.bring_to_front()
    chip.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    both = f"{bob.name} and {ann.name} reacted with 👍"
    expect(bob.page.locator("#log .reaction")).to_have_accessible_name(both)
    ann.enter(room)
    expect(chip).to_have_accessible_name(both)
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(bob.page.locator("#log .reaction")).to_have_text("👍1")


def test_what_the_pointer_does_the_keys_do(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.say("Noodles, then")
    ann.all_is_sent()
    ann.page.bring_to_front()
    ann.page.locator("#log-scroll").press("k")
    expect(ann.page.locator("#log .message").last).to_be_focused()
    ann.press("+")
    ann.types("ramen")
    # Enter takes what has been found, and the list has to be fetched first.
    expect(ann.page.locator("#emoji-picker [data-sign]").first).to_have_text("🍜")
    ann.press("Enter")
    expect(bob.page.locator("#log .reaction")).to_have_text("🍜1")
    ann.page.locator("#log .message").last.press("p")
    expect(bob.page.locator("#log .message").last).to_contain_text(f"Pinned by {ann.name}")
    menu = ann.page.locator("#log .message").last.get_by_role("button", name="What to do")
    menu.press("Enter")
    ann.page.get_by_role("menuitem", name="React with 👍").press("Enter")
    expect(bob.page.locator("#log .reaction")).to_have_text(["🍜1", "👍1"])


def test_who_reacted_is_seen_without_a_mouse(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.say("Cake in the kitchen")
    bob.choose("Cake", "React with 🎉")
    ann.page.bring_to_front()
    row, sheet = ann.page.locator("#log .message"), ann.page.get_by_role("dialog")
    expect(row.locator(".reaction")).to_be_visible()
    ann.page.locator("#log-scroll").press("k")
    row.press("w")
    expect(sheet).to_contain_text(f"@{bob.name}")
    ann.meets_no_barrier()
    ann.press("Escape")
    expect(row).to_be_focused()
    phone = newcomer("carol", embedded.near, has_touch=True, is_mobile=True, viewport=PHONE)
    phone.arrive_in(room)
    chip = phone.page.locator("#log .reaction")
    phone.rests_a_finger_on(chip)
    expect(phone.page.get_by_role("dialog", name="Who reacted")).to_contain_text(bob.name)
    phone.meets_no_barrier()
    phone.page.get_by_role("button", name="Close").tap()
    expect(chip).to_have_text("🎉1")
    chip.tap()
    expect(chip).to_have_text("🎉2")
    menu = phone.page.get_by_role("button", name="What to do with this message")
    assert min((menu.bounding_box() or {}).get(side, 0) for side in ("width", "height")) >= 44
    menu.tap()
    phone.page.get_by_role("menuitem", name="Who reacted").tap()
    expect(phone.page.get_by_role("dialog", name="Who reacted")).to_contain_text(phone.name)


def test_a_pin_is_everybodys_and_leads_back_to_the_message(site: Site, newcomer: Newcomer) -> None:
    ann, bob, _room = two_in_a_room(newcomer, site.near, site.far)
    ann.say("Wifi: tea-and-biscuits")
    bob.reads("tea-and-biscuits")
    bob.page.set_viewport_size(PHONE)
    pins = ann.page.locator("#pins-link")
    expect(pins).to_be_hidden()
    bob.choose("tea-and-biscuits", "Pin to the room")
    expect(pins).to_contain_text("1")
    expect(ann.page.locator("#log .message")).to_contain_text(f"Pinned by {bob.name}")
    bob.page.locator("#pins-link").click()
    sheet = bob.page.get_by_role("dialog", name="Pinned messages")
    expect(sheet).to_contain_text("tea-and-biscuits")
    sheet.get_by_role("link", name="Go to the message").click()
    expect(sheet).to_be_hidden()
    expect(bob.page.locator("#log .is-target")).to_contain_text("tea-and-biscuits")
    expect(bob.page.locator("#log .is-target")).to_be_focused()
    ann.page.bring_to_front()
    pins.click()
    ann.page.get_by_role("button", name="Take down").click()
    expect(ann.page.get_by_text("Nothing is pinned here.")).to_be_visible()
    expect(bob.page.locator("#pins-link")).to_be_hidden()


def test_a_bookmark_is_ones_own_in_every_tab(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    bob.say("The recipe: flour, water, patience")
    ann.reads("flour")
    tab = ann.other_tab()
    tab.enter(room)
    ann.choose("flour", "Bookmark")
    mark = tab.page.get_by_text("Bookmarked", exact=True)
    expect(mark).to_be_visible()
    expect(bob.page.get_by_text("Bookmarked", exact=True)).to_be_hidden()
    tab.enter(room)
    expect(mark).to_be_visible()
    tab.go("/bookmarks/")
    tab.page.get_by_role("link", name="Go to the message").click()
    expect(tab.page.locator("#log .is-target")).to_contain_text("flour")
    tab.go("/bookmarks/")
    tab.page.get_by_role("button", name="Remove").click()
    expect(tab.page.get_by_text("Nothing is bookmarked yet")).to_be_visible()
    expect(ann.page.get_by_text("Bookmarked", exact=True)).to_be_hidden()
