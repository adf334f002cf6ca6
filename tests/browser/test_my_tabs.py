"""The page about one's own tabs, and a tab that is disconnected there."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site


def test_a_tab_that_one_disconnects_stays_so_until_one_asks_for_it_there(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann = newcomer("ann", embedded.near)
    ann.come()
    other = ann.other_tab()
    other.go("/account/presence/mine/")
    tabs = other.page.locator("[data-connection]")
    expect(tabs.get_by_text("This tab")).to_have_count(2)
    expect(tabs.get_by_text("This tab").filter(visible=True)).to_have_count(1)
    elsewhere = tabs.filter(has=other.page.locator("[data-this-tab][hidden]"))
    elsewhere.get_by_role("button", name="Disconnect").click()
    banner = ann.page.locator("#connection-banner")
    expect(banner).to_contain_text("You disconnected this tab")
    expect(tabs).to_have_count(1)
    banner.get_by_role("button", name="Reconnect").click()
    ann.is_live()
