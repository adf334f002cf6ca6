"""Edits, deletions, what a message said before, and who may."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import LIVE
from tests.browser.talk import two_in_a_room


def test_an_edit_is_seen_by_all_and_its_history_by_the_owner(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob, _room = two_in_a_room(newcomer, site.near, site.far)
    bob.say("Frist!")
    ann.reads("Frist!")
    bob.all_is_sent()
    bob.page.locator("#composer-text").press("ArrowUp")
    box = bob.page.get_by_label("Text of the message")
    expect(box).to_have_value("Frist!")
    box.fill("never mind")
    box.press("Escape")
    bob.reads("Frist!")
    bob.page.locator("#composer-text").press("ArrowUp")
    box.fill("First!")
    box.press("Enter")
    ann.reads("First!")
    expect(ann.page.locator("#log .message")).to_contain_text("edited")
    ann.choose("First!", "What it said before")
    history = ann.page.get_by_role("dialog", name="What it said before")
    expect(history).to_contain_text("Frist!")
    expect(history.locator("del")).to_have_text("Frist")
    expect(history.locator("ins")).to_have_text("First")
    history.get_by_role("button", name="Close").click()
    expect(history).to_be_hidden()
    ann.page.locator("#log .message").get_by_role("link", name="edited").click()
    expect(history.locator("ins")).to_have_text("First")
    history.get_by_role("button", name="Close").click()


def test_a_deletion_is_confirmed_and_seen_by_all(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    bob.say("I should not have said that")
    ann.reads("I should not have said that")
    ann.choose("I should not have said that", "Delete")
    question = ann.page.get_by_role("dialog", name="Delete this message?")
    question.get_by_role("button", name="Keep it").click()
    ann.reads("I should not have said that")
    ann.choose("I should not have said that", "Delete")
    question.get_by_role("button", name="Delete").click()
    expect(bob.message("I should not have said that")).to_have_count(0, timeout=LIVE)
    expect(bob.page.locator("#log .message")).to_contain_text("Message deleted")


def test_a_member_can_do_with_others_messages_only_what_they_may(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.say("mine, says ann")
    bob.reads("mine, says ann")
    row = bob.page.locator("#log .message")
    row.hover()
    row.get_by_role("button", name="What to do with this message").press("Enter")
    items = bob.page.get_by_role("menuitem")
    words = items.and_(bob.page.locator(".menu-item"))
    expect(words).to_have_text(
        [
            "Reply",
            "Open the thread",
            "Pin to the room",
            "Bookmark",
            "Mark unread from here",
            "Copy link",
        ]
    )
    expect(items.first).to_be_focused()
    bob.press("ArrowUp")
    expect(items.last).to_be_focused()
    bob.press("Escape")
    expect(items).to_have_count(0)
    expect(row.get_by_role("button", name="What to do with this message")).to_be_focused()
