"""Answering messages, the way to what is answered and back, and chains at the side."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import Person
from tests.browser.talk import is_back, is_cut_off, two_in_a_room, wire_to

PHONE = {"width": 390, "height": 844}


def row(person: Person, text: str) -> Locator:
    """The message that says this, and not one that quotes it."""
    body = person.page.locator(".message-body", has_text=text)
    return person.page.locator("#log .message").filter(has=body)


def press(on: Locator, key: str) -> None:
    """Press a key with the focus in a message."""
    on.locator("[data-menu]").press(key)


def preview(person: Person) -> Locator:
    return person.page.locator("#composer [data-replying]")


def test_a_message_is_answered_and_the_way_there_leads_back(site: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    ann.say("Shall we **go**?")
    bob.reads("Shall we go?")
    for number in range(12):
        ann.say(f"By the way, {number}!")
        bob.say(f"And then, {number}!")
    for person in (ann, bob):
        person.all_is_sent()
    bob.reads("By the way, 11!")
    bob.page.bring_to_front()
    bob.enter(f"{room}1/")
    press(bob.page.locator("#m1"), "r")
    expect(preview(bob)).to_contain_text(f"{ann.name} Shall we go?")
    bob.types("Wait")
    bob.press("Escape")
    expect(preview(bob)).to_be_hidden()
    press(bob.page.locator("#m1"), "r")
    bob.enter(room)
    expect(preview(bob)).to_contain_text("Shall we go?")
    bob.say("Yes, let us")
    expect(preview(bob)).to_be_hidden()
    quote = row(ann, "Yes, let us").locator("[data-quote]")
    expect(quote).to_contain_text(f"{ann.name}Shall we go?")
    ann.page.bring_to_front()
    quote.click()
    expect(ann.page.locator("#m1")).to_have_class(re.compile("is-target"))
    expect(ann.page.locator("#m1")).to_be_in_viewport()
    expect(ann.page.locator("#m1")).to_be_focused()
    ann.page.get_by_role("link", name="Back to where you were").click()
    expect(row(ann, "Yes, let us")).to_be_in_viewport()
    bob.enter(f"{room}1/?from=26")  # As where it is too far back to be on the page.
    bob.page.get_by_role("link", name="Back to where you were").click()
    expect(row(bob, "Yes, let us")).to_have_class(re.compile("is-target"))
    expect(row(bob, "Yes, let us")).to_be_in_viewport()


def test_what_is_quoted_follows_the_original(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.say("At noon")
    bob.reads("At noon")
    bob.choose("At noon", "Reply")
    bob.types("Fine")
    bob.press("Enter")
    quote = row(bob, "Fine").locator("[data-quote]")
    expect(row(ann, "Fine")).to_have_count(1)
    ann.page.bring_to_front()
    ann.page.locator("#composer-text").press("ArrowUp")
    ann.page.get_by_label("Text of the message").fill("At one")
    ann.press("Enter")
    expect(quote).to_contain_text("At one")
    expect(ann.page.get_by_label("Text of the message")).to_have_count(0)
    press(row(ann, "At one"), "Delete")
    ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(quote).to_contain_text("Message deleted")


def test_a_chain_opens_at_the_side_with_its_own_unread(site: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    ann.say("Where to?")
    bob.reads("Where to?")
    bob.page.bring_to_front()
    bob.choose("Where to?", "Open the thread")
    panel = bob.page.get_by_role("complementary", name="Thread")
    expect(panel).to_contain_text("No replies yet.")
    for text in ("To the river", "Or the hills"):
        bob.types(text)
        bob.press("Enter")
    expect(panel.locator(".message-body")).to_have_text(
        ["Where to?", "To the river", "Or the hills"]
    )
    replies = row(ann, "Where to?").locator("[data-replies]")
    expect(replies).to_contain_text("2 replies2 new")
    expect(row(bob, "Where to?").locator("[data-replies-new]")).to_be_hidden()
    ann.enter(room)
    expect(replies).to_contain_text("2 replies2 new")
    ann.page.bring_to_front()
    replies.click()
    anns = ann.page.get_by_role("complementary", name="Thread")
    expect(anns.locator(".log-new")).to_be_visible()
    expect(replies.locator("[data-replies-new]")).to_be_hidden()
    expect(ann.page.get_by_label("Reply in the thread")).to_be_focused()
    ann.types("The hills")
    ann.press("Enter")
    expect(panel.locator(".message-body").last).to_have_text("The hills")
    ann.meets_no_barrier()
    ann.press("Escape")
    expect(anns).to_be_hidden()
    expect(replies).to_be_focused()
    bob.page.get_by_label("Reply in the thread").fill("Good")
    bob.press("Enter")
    expect(replies).to_contain_text("4 replies1 new")
    ann.page.go_forward()
    expect(ann.page.get_by_label("Reply in the thread")).to_be_focused()
    ann.types("A draft of this chain")
    expect(anns.locator(".message-body").last).to_have_text("Good")
    ann.page.reload()
    expect(anns.locator(".message-body").last).to_have_text("Good")
    expect(ann.page.get_by_label("Reply in the thread")).to_have_value("A draft of this chain")
    anns.get_by_role("link", name="Close the thread").click()
    expect(replies.locator("[data-replies-new]")).to_be_hidden()


def test_a_chain_on_a_phone_outlives_a_lost_connection_and_its_first_message(
    embedded: Site, newcomer: Newcomer
) -> None:
    with wire_to(embedded.near) as wire:
        ann, bob, _room = two_in_a_room(newcomer, wire.url, embedded.far)
        ann.say("Where to?")
        bob.reads("Where to?")
        ann.page.set_viewport_size(PHONE)
        ann.page.emulate_media(color_scheme="dark")
        ann.choose("Where to?", "Open the thread")
        panel = ann.page.get_by_role("complementary", name="Thread")
        said = panel.locator(".message-body")
        assert panel.bounding_box() == {"x": 0, "y": 0, **PHONE}
        wire.cut()
        is_cut_off(ann)
        ann.page.get_by_label("Reply in the thread").fill("Anywhere")
        ann.press("Enter")
        expect(said).to_have_text(["Where to?", "Anywhere"])
        press(row(bob, "Where to?"), "r")
        bob.types("Home")
        bob.press("Enter")
        bob.all_is_sent()
        wire.mend()
        is_back(ann)
        expect(said).to_have_text(["Where to?", "Home", "Anywhere"])
        ann.meets_no_barrier()
        press(panel.locator(".thread-root .message"), "Delete")
        ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(panel.locator(".thread-root")).to_contain_text("Message deleted")
        ann.page.get_by_label("Reply in the thread").fill("Still here")
        ann.press("Enter")
        expect(said.last).to_have_text("Still here")
        expect(row(bob, "Still here").locator("[data-quote]")).to_contain_text("Anywhere")
