"""Rooms as people keep them: found, ordered, muted, shared, archived, and entered by a link."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import LIVE, Person
from tests.browser.talk import two_in_a_room


def listed(page: Page, section: str) -> Locator:
    """What my rooms of a section are called."""
    return page.locator(f"[data-rooms={section}] [data-name]")


def press(person: Person, name: str) -> None:
    """Choose from the menu of the room on the page."""
    person.page.locator(".room-menu summary").click()
    button = person.page.locator(".room-menu").get_by_role("button", name=name)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    person.press("Escape")


def name_of(person: Person) -> str:
    return person.page.locator("[data-room-name]").first.inner_text()


def test_rooms_are_starred_ordered_and_muted_on_every_tab(site: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    other = ann.new_room("Above")
    press(ann, "Favourite")
    ann.enter(room)
    press(ann, "Favourite")
    second = ann.other_tab()
    second.go("/rooms/")
    second.is_live()
    expect(listed(second.page, "favourites")).to_have_text(["Above", "Talk"])
    # By key in one tab, and both follow; the focus stays on what is moved.
    link = ann.page.locator("[data-rooms=favourites] a", has_text="Talk")
    link.focus()
    ann.press("Alt+Shift+ArrowUp")
    for tab in (ann, second):
        expect(listed(tab.page, "favourites")).to_have_text(["Talk", "Above"], timeout=LIVE)
    expect(link).to_be_focused()
    row = second.page.locator("[data-rooms=favourites] li", has_text="Talk")
    row.get_by_role("button", name="Move down").click()
    expect(listed(ann.page, "favourites")).to_have_text(["Above", "Talk"], timeout=LIVE)
    row.get_by_role("button", name="Muted").click()
    expect(ann.page.locator("[data-rooms=favourites] [data-muted]")).to_have_count(1, timeout=LIVE)
    # What is said in a muted room is nowhere counted; elsewhere it is.
    ann.enter(other)
    bob.say("nobody is told of this")
    bob.all_is_sent()
    bob.open_lobby()
    bob.say("and everybody of this")
    ann.has_unread(1)
    row.get_by_role("button", name="Muted").click()
    ann.has_unread(2)


def test_three_find_their_conversation_and_begin_a_larger_one(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, bob = newcomer("ann", embedded.near), newcomer("bob", embedded.near)
    carol = newcomer("carol", embedded.near, java_script_enabled=False)
    dora = newcomer("dora", embedded.near)
    for person in (ann, bob, carol, dora):
        person.arrive()
    bob.go("/")
    bob.is_live()
    ann.go("/rooms/direct/")
    for other in (bob, carol):
        ann.page.get_by_label("Filter by name").fill(other.name)
        ann.page.get_by_role("button", name="Find").click()
        ann.page.get_by_role("checkbox", name=other.name).check()
    ann.page.get_by_role("button", name="Begin").click()
    ann.is_live()
    assert name_of(ann) == f"{bob.name}, {carol.name}"
    name = f"{ann.name}, {carol.name}"
    expect(listed(bob.page, "direct")).to_have_text([name], timeout=LIVE)
    # Without JavaScript the same people lead to the same place.
    carol.go("/rooms/direct/")
    for other in (ann, bob):
        carol.page.get_by_label("Filter by name").fill(other.name)
        carol.page.get_by_role("button", name="Find").click()
        carol.page.get_by_role("checkbox", name=other.name).check()
    carol.page.get_by_role("button", name="Begin").click()
    carol.page.wait_for_url(ann.page.url)
    # Nobody is added: a larger one is another.
    ann.page.locator(".room-menu summary").click()
    ann.page.get_by_role("link", name="Begin one with more people").click()
    expect(ann.page.get_by_role("checkbox", checked=True)).to_have_count(2)
    ann.page.get_by_label("Filter by name").fill(dora.name)
    ann.page.get_by_role("button", name="Find").click()
    ann.page.get_by_role("checkbox", name=dora.name).check()
    ann.page.get_by_role("button", name="Begin").click()
    ann.is_live()
    assert name_of(ann) == f"{bob.name}, {carol.name}, {dora.name}"
    assert ann.page.url != carol.page.url


def test_a_room_is_shared_archived_and_restored_before_its_members_eyes(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    bob.page.locator("#composer-text").fill("half a thought")
    bob.stays()
    ann.go(f"{room}about/")
    ann.page.locator(".members li", has_text=bob.name).locator("summary").click()
    ann.page.get_by_role("button", name="an owner").click()
    expect(ann.page.locator(".members li", has_text=bob.name)).to_contain_text("Owner")
    settings = bob.page.locator(".room-tools a", has_text="Settings")
    expect(settings).not_to_have_attribute("hidden", "", timeout=LIVE)
    ann.go(f"{room}settings/")
    ann.page.get_by_label("Topic").fill("What comes next")
    ann.page.get_by_role("button", name="Save").click()
    expect(bob.page.locator("[data-room-topic]").first).to_have_text("What comes next")
    ann.go(f"{room}settings/")
    ann.page.get_by_role("button", name="Archive the room").click()
    note = bob.page.locator(".room-archived-words")
    expect(note).to_be_visible(timeout=LIVE)
    expect(bob.page.locator("#composer")).to_be_hidden()
    expect(listed(bob.page, "archived")).to_have_text(["Talk"])
    assert bob.has_stayed()
    note.get_by_role("button", name="Restore").click()
    expect(ann.page.locator("#composer")).to_be_visible(timeout=LIVE)
    expect(bob.page.locator("#composer-text")).to_have_value("half a thought")
    bob.is_live()
    bob.say("a whole one")
    ann.reads("a whole one")


def test_a_link_lets_somebody_in_after_they_have_signed_up(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    room = ann.arrive_in_own_room("Backstage")
    ann.go(f"{room}about/")
    ann.page.get_by_label("Lets in").select_option("1")
    ann.page.get_by_role("button", name="Make a link").click()
    link = ann.page.get_by_label("Link").input_value().removeprefix(site.near)
    ann.go(f"{room}about/")
    expect(ann.page.locator(".links")).to_contain_text("For 1 more person")
    bob.go(link)
    bob.page.locator("main").get_by_role("link", name="Sign up").click()
    bob.fill_sign_up()
    bob.page.get_by_role("button", name="Join the room").click()
    bob.is_live()
    assert name_of(bob) == "Backstage"
    late = newcomer("late", site.near)
    late.arrive()
    late.go(link)
    expect(late.page.get_by_role("heading", level=1)).to_have_text("This link is used up")
    late.complaints = [each for each in late.complaints if not re.search("410", each)]
