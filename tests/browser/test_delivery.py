"""Posts by hand: nothing lost, nothing twice, in order, whatever the line and the tabs do."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.talk import count_kept, is_back, is_cut_off, two_in_a_room, wire_to

FIVE = [f"{number} of five" for number in range(1, 6)]


def test_five_posts_survive_a_cut_line_and_a_closed_tab(site: Site, newcomer: Newcomer) -> None:
    with wire_to(site.near) as wire:
        ann, bob, room = two_in_a_room(newcomer, wire.url, site.far)
        bob.say("this stays")
        bob.say("this will change")
        bob.say("this will go")
        ann.reads("this will go")
        ann.page.locator("#composer-text").press_sequentially("half a th")
        wire.cut()
        is_cut_off(ann)
        for text in FIVE:
            ann.say(text)
        expect(ann.page.locator("#log .is-pending [data-body]")).to_have_text(FIVE)
        bob.choose("this will change", "Edit")
        bob.page.get_by_label("Text of the message").fill("this has changed")
        bob.press("Enter")
        bob.choose("this will go", "Delete")
        bob.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(bob.message("this will go")).to_have_count(0)
        ann.has_kept_what_waits()
        wire.mend()
        ann.reopen_tab()
        ann.enter(room)
        ann.all_is_sent()
        expect(bob.message("5 of five")).to_have_count(1)
        assert ann.said() == bob.said() == ["this stays", "this has changed", "", *FIVE]


def test_a_closed_tab_sends_from_any_page_and_after_a_log_in(
    embedded: Site, newcomer: Newcomer
) -> None:
    with wire_to(embedded.near) as wire:
        ann, bob, _room = two_in_a_room(newcomer, wire.url, embedded.far)
        wire.cut()
        is_cut_off(ann)
        ann.say("written before the log-out")
        expect(ann.page.locator("#log .is-pending")).to_have_count(1)
        ann.has_kept_what_waits()
        wire.mend()
        ann.context.clear_cookies()
        ann.reopen_tab()
        ann.log_in()
        expect(bob.message("written before the log-out")).to_have_count(1)


def test_what_is_written_while_the_line_is_cut_arrives_once(
    embedded: Site, newcomer: Newcomer
) -> None:
    with wire_to(embedded.near) as wire:
        ann, bob, _room = two_in_a_room(newcomer, wire.url, embedded.far)
        wire.cut()
        is_cut_off(ann)
        ann.say("Is this thing on?")
        bob.say("Are you still there?")
        expect(ann.page.locator("#log .is-pending")).to_have_count(1)
        wire.mend()
        is_back(ann)
        expect(bob.message("Is this thing on?")).to_have_count(1)
        expect(ann.message("Are you still there?")).to_have_count(1)
        ann.all_is_sent()
        assert sorted(ann.said()) == ["Are you still there?", "Is this thing on?"]


def test_what_became_of_the_room_while_the_line_was_cut_is_shown(
    embedded: Site, newcomer: Newcomer
) -> None:
    with wire_to(embedded.near) as wire:
        ann, bob, room = two_in_a_room(newcomer, embedded.far, wire.url)
        wire.cut()
        is_cut_off(bob)
        ann.go(f"{room}settings/")
        ann.page.get_by_label("Topic").fill("What comes next")
        ann.page.get_by_role("button", name="Save").click()
        ann.go(f"{room}settings/")
        ann.page.get_by_role("button", name="Archive the room").click()
        expect(ann.page.locator(".room-archived-words")).to_be_visible()
        wire.mend()
        is_back(bob)
        expect(bob.page.locator(".room-archived-words")).to_be_visible()
        expect(bob.page.locator("#composer")).to_be_hidden()
        expect(bob.page.locator("[data-room-topic]").first).to_have_text("What comes next")


def test_two_tabs_share_what_is_on_its_way(embedded: Site, newcomer: Newcomer) -> None:
    with wire_to(embedded.near) as wire:
        ann, bob, room = two_in_a_room(newcomer, wire.url, embedded.far)
        other = ann.other_tab()
        other.enter(room)
        wire.cut()
        ann.say("from one tab")
        other.say("from the other")
        for tab in (ann, other):
            expect(tab.page.locator("#log .is-pending")).to_have_count(2)
            tab.has_kept_what_waits()
        wire.mend()
        ann.page.close()
        other.page.reload()
        other.is_live()
        other.all_is_sent()
        expect(bob.message("from one tab")).to_have_count(1)
        expect(bob.message("from the other")).to_have_count(1)


def test_a_refused_message_keeps_its_text_and_the_reason(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, _bob, _room = two_in_a_room(newcomer, embedded.near, embedded.far)
    ann.say("no \0 byte")
    failed = ann.page.locator("#log .is-failed")
    expect(failed).to_contain_text("Null characters are not allowed.")
    ann.say("this one passes")
    expect(ann.page.locator("#log .message[data-id]")).to_have_text(re.compile("this one passes"))
    ann.page.reload()
    expect(failed).to_contain_text("no")
    expect(failed).to_contain_text("Null characters are not allowed.")
    failed.get_by_role("button", name="Retry").click()
    expect(failed).to_contain_text("Null characters are not allowed.")
    failed.get_by_role("button", name="Delete").click()
    expect(failed).to_have_count(0)
    ann.waits_until(lambda: count_kept(ann, "posts") == 0)
    ann.page.reload()
    ann.is_live()
    # What is read back from the browser stands in the log before one may write.
    ann.say("and this one")
    expect(ann.message("and this one")).to_have_count(1)
    assert ann.said() == ["this one passes", "and this one"]


def test_a_browser_that_keeps_nothing_is_told(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near)
    refused = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('no'); } });"
    ann.page.add_init_script(refused)
    ann.arrive()
    ann.open_lobby()
    expect(ann.page.locator("#outbox-note")).to_be_visible()
    ann.say("Sent all the same")
    ann.all_is_sent()
    ann.reads("Sent all the same")
