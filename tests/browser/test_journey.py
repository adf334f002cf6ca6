"""What the site is for, by hand: two people in two browsers."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import LIVE
from tests.visitors import PASSWORD


def test_two_people_see_each_other_come_talk_and_go(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.sign_up()
    ann.is_live()
    ann.stays()
    bob.sign_up()
    bob.is_live()
    ann.sees(bob, "online")
    bob.sees(ann, "online")
    assert ann.has_stayed()

    ann.open_lobby()
    ann.stays()
    bob.open_lobby()
    ann.sees(bob, "online")
    bob.stays()
    ann.say("Good morning")
    bob.reads("Good morning")
    bob.say("Good morning to you")
    ann.reads("Good morning to you")
    bob.page.locator("#composer-text").press_sequentially("hm")
    expect(ann.page.locator("[data-typing]")).to_have_text(f"{bob.name} is typing…", timeout=LIVE)
    assert ann.has_stayed()
    assert bob.has_stayed()

    bob.log_out()
    expect(ann.row_of(bob)).to_have_count(0, timeout=LIVE)
    assert ann.has_stayed()


def test_what_others_do_is_seen_wherever_one_is(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.come()
    bob.arrive()
    bob.open_lobby()
    unread = ann.page.locator("[data-unread-total]")
    expect(unread).to_be_hidden()
    bob.say("Anybody here?")
    expect(unread).to_have_text("1", timeout=LIVE)
    expect(ann.page).to_have_title("(1) People – Rollcall")
    ann.open_lobby()
    expect(unread).to_be_hidden()

    ann.go("/")
    ann.is_live()
    bob.stays()
    ann.finds(bob).hover()
    ann.row_of(bob).get_by_role("button").click()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text(bob.name)
    ann.is_live()
    expect(bob.page.locator("[data-rooms=direct]")).to_contain_text(ann.name, timeout=LIVE)
    ann.say("Have you a minute?")
    expect(bob.page.locator("[data-rooms=direct] [data-unread]")).to_have_text("1", timeout=LIVE)
    assert bob.has_stayed()

    ann.go("/")
    ann.is_live()
    ann.finds(bob)
    ann.stays()
    ann.sees(bob, "online")
    bob.log_out()
    ann.sees(bob, "offline")
    assert ann.has_stayed()


def test_everything_needed_works_without_javascript(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far, java_script_enabled=False)
    ann.sign_up()
    ann.open_lobby()
    bob.sign_up()
    bob.page.get_by_role("searchbox").fill(bob.name)
    bob.page.get_by_role("searchbox").press("Enter")
    expect(bob.row_of(bob)).to_be_visible()
    bob.go("/rooms/")
    bob.page.locator("main").get_by_role("link", name="Lobby").first.click()
    bob.page.locator("#composer-text").fill("Written on a plain page")
    bob.page.get_by_role("button", name="Send").click()
    expect(bob.message("Written on a plain page")).to_have_count(1)
    ann.reads("Written on a plain page")
    bob.log_out()
    expect(bob.page.get_by_role("link", name="Log in").first).to_be_visible()


def test_a_wrong_password_is_told(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near)
    ann.sign_up()
    ann.log_out()
    ann.go("/log_in/")
    ann.page.locator("input[name=login]").fill(ann.name)
    ann.page.locator("input[type=password]").fill(PASSWORD + "!")
    ann.page.locator("input[type=password]").press("Enter")
    expect(ann.page.locator("main")).to_contain_text("not correct")
    assert ann.page.locator("input[name=login]").input_value() == ann.name


def test_a_taken_name_is_told(embedded: Site, newcomer: Newcomer) -> None:
    ann, other = newcomer("ann", embedded.near), newcomer("ann", embedded.near)
    ann.sign_up()
    other.name = ann.name.upper()
    other.go("/sign_up/")
    other.fill_sign_up()
    expect(other.page.locator("main")).to_contain_text("already exists")


def test_a_draft_survives_a_reload(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near)
    ann.come()
    ann.open_lobby()
    ann.page.locator("#composer-text").fill("half a thought")
    ann.page.reload()
    expect(ann.page.locator("#composer-text")).to_have_value("half a thought")


def test_history_is_read_upwards_and_the_place_is_kept(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob, carol = (newcomer(name, embedded.near) for name in ("ann", "bob", "carol"))
    room = ann.arrive_in_own_room("Long talk")
    bob.arrive_in(room)
    # Two who write, for one alone would be too fast.
    for number in range(1, 57):
        writer = ann if number % 2 else bob
        writer.say(f"line {number} of many")
    ann.all_is_sent()
    bob.all_is_sent()
    carol.arrive()
    carol.join(room)
    rows = carol.page.locator("#log .message [data-body]")
    expect(rows).to_have_count(50)
    expect(rows.last).to_be_in_viewport()
    oldest = carol.said()[0]
    rows.first.scroll_into_view_if_needed()
    expect(rows).to_have_count(56)
    expect(carol.message(oldest)).to_be_in_viewport()
    carol.page.get_by_role("button", name="Jump to latest").click()
    expect(rows.last).to_be_in_viewport()


def test_signing_out_elsewhere_is_said_and_the_draft_kept(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann = newcomer("ann", embedded.near)
    ann.come()
    ann.open_lobby()
    ann.page.locator("#composer-text").fill("not yet sent")
    other_tab = ann.page.context.new_page()
    other_tab.goto(ann.url + "/log_out/")
    other_tab.locator("main").get_by_role("button", name="Log out").click()
    expect(ann.page.locator("#connection-banner")).to_contain_text("You are signed out")
    expect(ann.page.locator("#composer-text")).to_have_value("not yet sent")


def test_who_touches_nothing_for_ten_minutes_is_away(embedded: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", embedded.near), newcomer("bob", embedded.far)
    bob.page.clock.install()
    ann.come()
    bob.come()
    ann.sees(bob, "online")
    bob.page.clock.fast_forward("11:00")
    expect(ann.row_of(bob)).to_have_attribute("data-state", "away")
    bob.page.mouse.move(100, 100)
    ann.sees(bob, "online")


def test_who_is_removed_from_a_room_is_told_and_keeps_the_draft(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, bob = newcomer("ann", embedded.near), newcomer("bob", embedded.far)
    ann.come()
    bob.come()
    bob.is_live()
    ann.go("/rooms/new/")
    ann.page.get_by_label("Name").fill("Backstage")
    ann.page.get_by_label("Whom its members invite").check()
    ann.page.get_by_role("button", name="Open the room").click()
    ann.page.locator(".room-menu summary").click()
    ann.page.get_by_label("Invite by username").fill(bob.name)
    ann.page.get_by_role("button", name="Invite", exact=True).click()
    bob.page.get_by_role("link", name="Backstage").click()
    bob.is_live()
    bob.page.locator("#composer-text").fill("I was about to say")
    ann.page.locator(".room-menu summary").click()
    ann.page.get_by_role("link", name="About and members").click()
    ann.page.locator(".members li", has_text=bob.name).locator("summary").click()
    ann.page.get_by_role("button", name=f"Remove {bob.name}").click()
    expect(bob.page.locator("#room-lost")).to_contain_text("no longer in this room", timeout=LIVE)
    mine = bob.page.locator("[data-my-rooms]")
    expect(mine.get_by_role("link", name="Backstage")).to_have_count(0)
    expect(bob.page.locator("#composer-text")).to_have_value("I was about to say")
