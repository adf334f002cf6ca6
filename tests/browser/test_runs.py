"""A run, followed by two people while somebody at a terminal sends what a command prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.person import LIVE, Person
from tests.site.runs import Sender, make_staff
from tests.site_process import SiteProcess, serve

LINES = 5000


@pytest.fixture(scope="module")
def server() -> Iterator[SiteProcess]:
    with serve(TRUSTED_PROXIES="127.0.0.1") as site:
        yield site


def make_token(olga: Person) -> str:
    """As staff do, on the page; the secret is shown this once."""
    olga.go("/tokens/")
    olga.page.get_by_label("Name").fill("build server")
    olga.page.get_by_label("Which").fill("build")
    olga.page.get_by_role("button", name="Make it").click()
    secret = olga.page.get_by_label("Token", exact=True).input_value()
    olga.meets_no_barrier()
    olga.go("/tokens/")
    expect(olga.page.locator("bdi", has_text="build server")).to_be_visible()
    expect(olga.page.get_by_text(secret)).to_have_count(0)
    return secret


def says(person: Person, words: str) -> None:
    expect(person.page.locator("#run-facts .run-state")).to_have_text(words, timeout=LIVE)


def line(person: Person, text: str) -> None:
    expect(person.page.locator(".feed-line", has_text=re.compile(f"^{text}$"))).to_be_in_viewport(
        timeout=LIVE
    )


def test_a_run_is_seen_by_two_people_from_its_first_line_to_its_end(
    server: SiteProcess, newcomer: Newcomer
) -> None:
    olga = newcomer("olga", server.url)
    olga.arrive()
    make_staff(server, olga.name)
    sender = Sender(server.url, make_token(olga))

    ann = newcomer("ann", server.url, viewport={"width": 390, "height": 844})
    ann.arrive()
    ann.go("/feeds/")
    ann.is_live()
    expect(ann.page.get_by_text("Nothing has been run yet")).to_be_visible()
    run = sender.start(command="make all", readers="everyone")
    row = ann.page.locator("li[data-run]")
    expect(row.locator(".run-state")).to_have_text("Running", timeout=LIVE)
    ann.meets_no_barrier()
    row.get_by_role("link").click()
    olga.go(f"/feeds/runs/{run}/")

    sender.send(run, f"seq -f 'line %.0f' {LINES}; printf '\\033[31mred <b>alert</b>\\033[0m\\n'")
    for person in (ann, olga):
        line(person, "red <b>alert</b>")
        expect(person.page.locator(".ansi-fg-red")).to_have_text("red <b>alert</b>")
        person.meets_no_barrier()

    # Further up there are earlier lines, to the first; those that come then move nothing.
    olga.page.get_by_role("button", name="First lines").click()
    line(olga, "line 1")
    sender.send(run, "echo at last")
    line(ann, "at last")
    line(olga, "line 1")
    olga.page.get_by_role("button", name="Newest lines").click()
    line(olga, "at last")
    ann.page.get_by_label("Find in these lines").fill("line 4242")
    expect(ann.page.locator(".feed-line")).to_have_text(["line 4242"], timeout=LIVE)

    sender.finish(run, 2)
    for person in (ann, olga):
        says(person, "Failed")
        expect(person.page.locator("#run-status")).to_have_text("status 2")
    ann.go("/feeds/runs/")
    expect(row.locator(".run-state")).to_have_text("Failed")


def test_a_run_is_read_in_pages_without_javascript(server: SiteProcess, newcomer: Newcomer) -> None:
    olga = newcomer("olga", server.url)
    olga.arrive()
    make_staff(server, olga.name)
    sender = Sender(server.url, make_token(olga))
    run = sender.start(readers="everyone")
    sender.send(run, "seq -f 'line %.0f' 2500")
    bob = newcomer("bob", server.url, java_script_enabled=False)
    bob.arrive()
    bob.go(f"/feeds/runs/{run}/")
    lines = bob.page.locator(".feed-line")
    expect(lines.last).to_have_text("line 1000")
    bob.page.get_by_role("link", name="Later lines").click()
    bob.page.get_by_role("link", name="Later lines").click()
    expect(lines.first).to_have_text("line 2001")
    expect(lines.last).to_have_text("line 2500")
    expect(bob.page.get_by_role("link", name="Later lines")).to_have_count(0)
    bob.page.get_by_role("link", name="Earlier lines").click()
    expect(lines.first).to_have_text("line 1001")
