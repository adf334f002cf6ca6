"""Presence by hand: what one does, as the others see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import LIVE, Person
from tests.browser.talk import is_cut_off, wire_to
from tests.site_process import manage, prepared_data_dir, serve

CROWD = 400

KEEP_STATES = """name => {
  window.states = [];
  const rows = () => [...document.querySelectorAll("li.person")];
  const look = () => {
    const row = rows().find((row) => row.querySelector("[data-name]").textContent === name);
    const state = row?.dataset.state ?? "gone";
    if (window.states.at(-1) !== state) window.states.push(state);
  };
  look();
  new MutationObserver(look).observe(document.querySelector("[data-list]"),
    { subtree: true, childList: true, attributes: true });
}"""

HIDE = """isHidden => {
  Object.defineProperty(document, "visibilityState",
    { configurable: true, get: () => isHidden ? "hidden" : "visible" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def set_status(person: Person, state: str, emoji: str = "", text: str = "", ends: str = "") -> None:
    person.page.bring_to_front()
    person.page.locator("#people [data-open-status]").click()
    dialog = person.page.get_by_role("dialog", name="My status")
    dialog.get_by_role("radio", name=state).check(force=True)
    dialog.get_by_role("textbox", name="Emoji").fill(emoji)
    dialog.get_by_role("textbox", name="Status").fill(text)
    if ends:
        dialog.get_by_label("How long").select_option(ends)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()


def test_a_status_is_seen_by_others_in_words_and_taken_away_in_words(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.come()
    bob.come()
    ann.stays()
    ann.finds(bob)
    ann.sees(bob, "online")
    set_status(bob, "Busy", "🎧", "In the machine room", "1h")
    ann.sees(bob, "busy")
    expect(ann.row_of(bob)).to_contain_text("🎧 In the machine room · until ")
    expect(bob.page.locator("#people [data-my-state]")).to_have_text("Others see you as busy")
    set_status(bob, "Invisible")
    ann.sees(bob, "offline")
    expect(bob.page.locator("#people [data-my-state]")).to_contain_text("You are invisible")

    bob.open_lobby()
    bob.say("/status")
    expect(bob.page.locator("#log-notice")).not_to_be_empty()
    bob.say("/back to work")
    expect(bob.page.locator("#composer-notice")).to_contain_text("/back")
    expect(bob.page.locator("#composer-text")).to_have_value("/back to work")
    bob.say("/back")
    expect(bob.page.locator("#composer-text")).to_have_value("")
    ann.sees(bob, "online")
    assert "/back" not in " ".join(bob.said())
    assert ann.has_stayed()


def test_reloads_and_other_tabs_are_seen_by_nobody(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    ann.come()
    bob.come()
    ann.sees(bob, "online")
    ann.page.evaluate(KEEP_STATES, bob.name)
    bob.page.reload()
    bob.is_live()
    second = bob.other_tab()
    second.go("/rooms/")
    second.is_live()
    bob.page.close()
    second.go("/")
    second.is_live()
    second.page.evaluate(HIDE, True)
    set_status(second, "Away")
    ann.sees(bob, "away")
    assert ann.page.evaluate("window.states") == ["online", "away"]


def test_a_card_is_opened_by_key_and_says_once_who_is_back(site: Site, newcomer: Newcomer) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    bob.arrive()
    ann.come()
    row = ann.finds(bob)
    ann.press("ArrowDown")
    expect(row.get_by_role("link")).to_be_focused()
    ann.press("Enter")
    card = ann.page.get_by_role("dialog", name=bob.name)
    expect(card).to_contain_text("Lobby")
    expect(card).to_contain_text("offline")
    ann.press("Escape")
    expect(card).to_be_hidden()
    expect(row.get_by_role("link")).to_be_focused()
    ann.press("Enter")
    card.get_by_role("button", name=f"Tell me when {bob.name} is back").click()
    expect(card.get_by_role("button", name="You will be told")).to_be_visible()
    card.get_by_role("button", name="Close").click()
    ann.press("Escape")

    bob.go("/")
    notice = ann.page.locator("#notices .notice")
    expect(notice).to_contain_text(f"{bob.name} is back", timeout=LIVE)
    notice.get_by_role("link").click()
    expect(card).to_contain_text("online")
    expect(notice).to_have_count(0)
    card.get_by_role("button", name="Message").click()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text(bob.name)
    expect(ann.page.locator("#here").get_by_text(bob.name, exact=True)).to_be_visible()


def test_a_short_loss_of_the_network_is_missed_by_nobody(
    embedded: Site, newcomer: Newcomer
) -> None:
    with wire_to(embedded.near) as wire:
        ann, bob = newcomer("ann", embedded.near), newcomer("bob", wire.url)
        ann.come()
        bob.come()
        ann.sees(bob, "online")
        ann.page.evaluate(KEEP_STATES, bob.name)
        wire.cut()
        is_cut_off(bob)
        expect(bob.page.locator("[data-age]")).to_contain_text("as of ")
        expect(bob.page.locator("#people [data-my-state]")).to_contain_text("Not connected")
        # At once: ten seconds later bob would be missed.
        wire.mend()
        bob.is_live()
        expect(bob.page.locator("[data-age]")).to_be_empty()
        set_status(bob, "Away")
        ann.sees(bob, "away")
        assert ann.page.evaluate("window.states") == ["online", "away"]


def test_a_hidden_tab_counts_and_is_right_when_it_is_looked_at(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, bob = newcomer("ann", embedded.near), newcomer("bob", embedded.far)
    ann.come()
    # Whoever was busy in an earlier test has left, but may still have some seconds of grace.
    busy = ann.page.locator("[data-count=busy]")
    expect(busy).to_have_text("0", timeout=2 * LIVE)
    ann.page.evaluate(HIDE, True)
    bob.come()
    set_status(bob, "Busy")
    expect(busy).to_have_text("1", timeout=LIVE)
    ann.page.evaluate(HIDE, False)
    ann.sees(bob, "busy")


class Crowd:
    """A site with some hundred people who are not here, and their sessions."""

    def __init__(self, url: str, sessions: list[list[str]]) -> None:
        self.url, self._sessions = url, sessions

    def enter(self, context: BrowserContext, number: int) -> Person:
        """Let one of them come to the list."""
        _, name, cookie = self._sessions[number - 1]
        value = {"name": "rollcall_session", "value": cookie, "url": self.url}
        context.add_cookies([value])  # type: ignore[list-item]
        person = Person(context, name, self.url, "")
        person.go("/")
        person.is_live()
        return person


@pytest.fixture(scope="module")
def crowd() -> Iterator[Crowd]:
    with ExitStack() as stack:
        data_dir = prepared_data_dir(stack)
        arguments = ("issue_sessions", f"--users={CROWD}", "--room=Everybody")
        made = manage(*arguments, data_dir=data_dir, BENCH="1").stdout
        site = stack.enter_context(serve(data_dir, BENCH="1"))
        yield Crowd(site.url, [line.split() for line in made.splitlines()[:-1]])


def test_a_long_list_is_a_few_rows_wherever_one_goes(crowd: Crowd, browser: Browser) -> None:
    with browser.new_context() as context:
        ann = crowd.enter(context, 1)
        last = f"bench-{CROWD:04}"
        ann.sees(ann, "online")
        ann.page.get_by_role("searchbox").press("ArrowDown")
        ann.press("End")
        expect(ann.page.get_by_role("link", name=last)).to_be_focused()
        assert ann.page.locator("#people li.person").count() <= 60
        row = ann.page.locator("#people li.person", has_text=last).first
        expect(row).to_have_attribute("aria-posinset", str(CROWD - 1))
        expect(row).to_have_attribute("aria-setsize", str(CROWD - 1))
        ann.page.wait_for_url("**/?from=*")
        ann.page.reload()
        # The row at the top is kept, not the pixel: the last one may be just below the edge.
        near = f"bench-{CROWD - 5:04}"
        expect(ann.page.get_by_text(near, exact=True)).to_be_in_viewport()


def test_a_row_never_moves_under_the_pointer(crowd: Crowd, browser: Browser) -> None:
    with browser.new_context() as mine, browser.new_context() as theirs:
        ann = crowd.enter(mine, 1)
        ann.sees(ann, "online")
        under = ann.page.locator("#people .person").nth(5)
        under.hover()
        name, place = under.locator("[data-name]").inner_text(), under.bounding_box()
        bob = crowd.enter(theirs, CROWD)
        expect(ann.page.locator("[data-count=online]")).to_have_text("2", timeout=LIVE)
        row = ann.page.locator("#people li.person", has_text=name).first
        assert row.bounding_box() == place
        ann.page.mouse.move(5, 5)
        online = ann.page.locator("[data-group=online]")
        expect(online.get_by_text(bob.name, exact=True)).to_be_visible()
        assert row.bounding_box() != place
