"""Finding: messages by their words, rooms and people by some letters, a room by the day."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import Person
from tests.browser.talk import two_in_a_room

EVIL = "<img src=x onerror=alert(1)>"


def test_the_other_one_finds_what_was_said_where_it_was_said(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    for text in ("今天天气很好", f"tea {EVIL}", "nothing of interest"):
        ann.say(text)
    ann.all_is_sent()
    searches(bob, "天气")
    expect(bob.page.locator(".hit mark")).to_have_text(["天气"])
    bob.meets_no_barrier()
    searches(bob, "onerror")
    expect(bob.page.locator(".hit-words")).to_have_text(f"tea {EVIL}")
    bob.page.locator(".hit-link").click()
    bob.page.wait_for_url(f"{bob.url}{room}2/")
    expect(bob.page.locator("#m2")).to_be_in_viewport()
    expect(bob.page.locator("#m2")).to_have_class(re.compile("is-target"))
    ann.choose("tea", "Delete")
    ann.page.locator("#delete-dialog").get_by_role("button", name="Delete").click()
    expect(ann.page.locator("#m2")).to_contain_text("Message deleted")
    searches(bob, "onerror")
    expect(bob.page.get_by_text("Nothing found")).to_be_visible()
    bob.meets_no_barrier()
    searches(bob, EVIL)
    expect(bob.page.locator("main")).not_to_contain_text("messages, newest first")


def test_a_room_a_person_and_a_day_are_some_keys_away(site: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    bob.say("first")
    ann.reads("first")
    yesterday = datetime.now(UTC) - timedelta(days=1)  # Wherever on earth the browser is.
    goes_to(ann, yesterday.strftime("%Y-%m-%d"))
    ann.page.wait_for_url(f"{ann.url}{room}1/")
    goes_to(ann, "2100-01-01")
    expect(ann.page.get_by_text("Nothing has been said here since")).to_be_visible()
    ann.go("/rooms/")
    ann.is_live()
    options = ann.page.get_by_role("option")
    ann.press("Control+k")
    # Where one was lately comes first.
    expect(options.first).to_contain_text("Talk")
    ann.meets_no_barrier()
    ann.types("lby")
    expect(options.first).to_contain_text("Lobby")
    expect(options.first).to_have_attribute("aria-selected", "true")
    ann.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    ann.press("ArrowUp")
    ann.press("Enter")
    expect(ann.page.locator("#room")).to_have_attribute("data-name", "Lobby")
    ann.is_live()
    ann.press("Control+k")
    ann.types(bob.name)
    expect(options.first).to_contain_text(f"@{bob.name}")
    ann.press("Enter")
    expect(ann.page.locator("#room")).to_have_attribute("data-name", bob.name)
    ann.is_live()
    expect(bob.page.locator("[data-rooms=direct]")).to_contain_text(ann.name)
    ann.press("Control+k")
    ann.types(bob.name)
    # They are found as a person too, and stand there once: as the conversation that exists.
    expect(options.first).to_contain_text(f"@{bob.name}")
    expect(options.filter(has_text=bob.name)).to_have_count(2)
    expect(options.last).to_contain_text("Search messages for")
    ann.press("Escape")
    ann.press("Control+k")
    expect(ann.page.get_by_role("combobox", name="Go to a room")).to_be_focused()
    ann.types("what was typed goes too")
    ann.press("Escape")
    expect(ann.page.locator("#switcher")).to_be_hidden()
    ann.press("Control+Shift+F")
    expect(ann.page.get_by_role("searchbox", name="Find in this room")).to_be_focused()
    ann.meets_no_barrier()
    ann.types("tea")
    ann.press("Enter")
    box = ann.page.get_by_role("searchbox", name="Search in your rooms")
    expect(box).to_have_value(f'in:"{bob.name}" tea')
    ann.press("Control+Shift+F")
    expect(box).to_be_focused()


def goes_to(person: Person, date: str) -> None:
    person.page.get_by_title("Find in this room").click()
    person.page.get_by_label("Go to a day").fill(date)
    person.page.get_by_role("button", name="Go there").click()


def searches(person: Person, text: str) -> None:
    person.go("/search/")
    box = person.page.get_by_role("searchbox", name="Search in your rooms")
    box.fill(text)
    box.press("Enter")
    person.page.wait_for_url(re.compile(r"/search/\?q="))


def test_keys_and_looks_are_as_the_account_says(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.come()
    bob.arrive()
    bob.open_lobby()
    page = ann.page
    page.locator(".brand").focus()
    ann.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Go to a room or a person")
    ann.meets_no_barrier()
    ann.press("Escape")
    expect(sheet).to_be_hidden()
    ann.press("Alt+ArrowDown")
    expect(page.locator("#room")).to_have_attribute("data-name", "Lobby")
    ann.is_live()
    box = page.locator(".composer textarea").first
    box.press("?")
    expect(box).to_have_value("?")
    expect(sheet).to_be_hidden()
    page.get_by_title("Appearance and language").click()
    with page.expect_response("**/settings/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    ann.go("/account/settings/")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="24 hours").check()
    page.get_by_role("radio", name=re.compile("^Enter begins")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your settings are saved.")).to_be_visible()
    ann.is_live()
    ann.press("Alt+ArrowDown")
    expect(page.locator("#room")).to_have_attribute("data-name", "Lobby")
    ann.is_live()
    text = f"{ann.name} keeps the line"
    box.fill(text)
    box.press("Enter")
    expect(box).to_have_value(f"{text}\n")
    box.press("Control+Enter")
    bob.reads(text)
    said = page.locator(".message time").last
    expect(said).to_have_text(re.compile(r"^\d\d:\d\d$"))
