"""What the browser keeps of rooms, and when it forgets."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.talk import count_kept, two_in_a_room


def test_a_room_opens_with_what_was_kept_and_never_what_was_deleted(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    texts = [f"kept {number:02}" for number in range(1, 27)]
    for text in texts:
        ann.say(text)
    ann.all_is_sent()
    ann.go("/rooms/")
    for number in range(1, 31):
        bob.say(f"newer {number:02}")
    bob.all_is_sent()
    bob.page.locator("#log").evaluate("log => log.firstElementChild.scrollIntoView()")
    other = ann.other_tab()
    other.enter(room)
    other.choose("kept 03", "Delete")
    other.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(other.message("kept 03")).to_have_count(0)
    ann.enter(room)
    # The server's page holds the newest fifty; the others come from what the browser kept.
    expect(ann.page.locator("#log .message")).to_have_count(56)
    expect(ann.message("kept 03")).to_have_count(0)
    expect(ann.message("kept 01")).to_have_count(1)


def test_logging_out_leaves_no_messages_in_the_browser(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near)
    ann.arrive_in_own_room("Secrets")
    ann.say("between us")
    ann.all_is_sent()
    ann.page.reload()
    ann.is_live()
    ann.waits_until(lambda: count_kept(ann, "rooms") == 1)
    ann.log_out()
    expect(ann.page.get_by_role("link", name="Log in").first).to_be_visible()
    ann.waits_until(lambda: count_kept(ann, "rooms") == 0)
