#!/usr/bin/env python3
"""Take the README's pictures into docs/images/: real people in real browsers on a real server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import chromium_path  # noqa: E402
from tests.site_process import serve  # noqa: E402

IMAGES = ROOT / "docs" / "images"
PASSWORD = "correct horse 42"  # noqa: S105
DESKTOP = {"viewport": {"width": 1200, "height": 720}, "device_scale_factor": 1.5}
PHONE = {
    "viewport": {"width": 390, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
TALK = [
    ("ann", "Good morning! The nightly build is green again."),
    ("ann", "I moved the release to 14:00, so that Carol can watch it."),
    ("carol", "Thanks. I have the dashboard open: https://status.example.org/"),
    ("bob", "The migration takes four seconds on a copy of the data. Nothing to fear."),
    ("ann", "Then let us do it. Whoever is here at 14:00, say hello in this room."),
]


class Person(NamedTuple):
    username: str
    name: str
    stays: bool


PEOPLE = [
    Person("ann", "Ann Baker", stays=True),
    Person("bob", "Bob Okafor", stays=True),
    Person("carol", "Carol Jansen", stays=True),
    Person("dmitri", "Dmitri Wolff", stays=False),
    Person("emi", "Emi Tanaka", stays=True),
    Person("farid", "Farid Haddad", stays=False),
    Person("greta", "Greta Lind", stays=True),
    Person("hugo", "Hugo Marín", stays=False),
]


def enter(browser: Browser, url: str, person: Person, **options: Any) -> Page:
    """Sign somebody up in a browser of their own, and give them their display name."""
    page = browser.new_context(**options).new_page()
    page.goto(f"{url}/sign_up/")
    page.locator("input[name=username]").fill(person.username)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("input[type=password]").last.press("Enter")
    page.wait_for_url(f"{url}/")
    page.goto(f"{url}/account/profile/")
    page.locator("input[name=name]").fill(person.name)
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    return page


def leave(page: Page) -> None:
    page.locator(".account-button").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_load_state()


def open_lobby(page: Page, url: str) -> None:
    page.goto(f"{url}/rooms/")
    page.locator("main").get_by_role("link", name="Lobby").first.click()
    expect(page.locator("#connection-pill")).to_have_attribute("data-state", "open")


def talk(pages: dict[str, Page]) -> None:
    for number, (name, text) in enumerate(TALK, start=1):
        pages[name].locator("#composer-text").fill(text)
        pages[name].locator("#composer-text").press("Enter")
        for page in pages.values():
            expect(page.locator("#log .message:not(.is-pending)")).to_have_count(number)


def set_status(page: Page, url: str, state: str, text: str) -> None:
    page.goto(url)
    expect(page.locator("#connection-pill")).to_have_attribute("data-state", "open")
    page.locator("#people [data-open-status]").click()
    dialog = page.get_by_role("dialog", name="My status")
    dialog.get_by_role("radio", name=state).check(force=True)
    dialog.get_by_role("textbox", name="Status").fill(text)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()


def picture(page: Page, name: str, scheme: str = "light") -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


def take_pictures(pages: dict[str, Page], url: str) -> None:
    ann, bob, emi = pages["ann"], pages["bob"], pages["emi"]
    for page in (ann, bob, pages["carol"]):
        open_lobby(page, url)
    talk({name: pages[name] for name in ("ann", "bob", "carol")})
    bob.locator("#composer-text").press_sequentially("I")
    expect(ann.locator("[data-typing]")).to_contain_text("typing")
    picture(ann, "room")
    picture(ann, "room-dark", "dark")
    open_lobby(emi, url)
    picture(emi, "room-phone", "dark")
    set_status(pages["carol"], url, "Busy", "Watching the release")
    set_status(bob, url, "Away", "Lunch")
    greta = pages["greta"]
    greta.goto(url)
    expect(greta.locator("[data-count=online]")).to_have_text("3")
    picture(greta, "people")
    greta.get_by_role("link", name="Carol Jansen").click()
    expect(greta.get_by_role("dialog", name="Carol Jansen")).to_be_visible()
    picture(greta, "card")
    emi.goto(url)
    expect(emi.locator("[data-count=online]")).to_have_text("3")
    picture(emi, "people-phone", "dark")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(chromium_path()), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        browser, site = stack.enter_context(chromium()), stack.enter_context(serve())
        pages = {}
        for person in PEOPLE:
            look = PHONE if person.username == "emi" else DESKTOP
            pages[person.username] = enter(browser, site.url, person, **look)
            if not person.stays:
                leave(pages[person.username])
        take_pictures(pages, site.url)


if __name__ == "__main__":
    main()
