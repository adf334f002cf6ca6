"""Somebody at a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.barriers import barriers
from tests.visitors import PASSWORD, Visitor

# Milliseconds a test waits at most. News is on the other's screen within a second on a machine
# that is not busy with something else; how fast it is, bench/ shows, not a test.
PATIENCE = LIVE = 10_000


class Person:
    """Does what a person does, and keeps every complaint of the browser."""

    def __init__(self, context: BrowserContext, name: str, url: str, address: str) -> None:
        self.name, self.url, self.address = name, url, address
        self.context = context
        self.complaints: list[str] = []
        self.page: Page = self._open_tab()

    def other_tab(self) -> Self:
        """The same person once more, at another tab of the same browser."""
        other = type(self)(self.context, self.name, self.url, self.address)
        other.complaints = self.complaints
        return other

    def reopen_tab(self) -> None:
        """Close the tab, and open another one."""
        self.page.close()
        self.page = self._open_tab()

    def _open_tab(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        is_of_the_wire = "WebSocket" in message.text or "ERR_CONNECTION" in message.text
        if message.type == "error" and not is_of_the_wire:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    @contextmanager
    def signed_up(self) -> Iterator[Visitor]:
        """Sign up, and do what takes no browser; then its cookies are the browser's."""
        with Visitor(self.url, self.name) as visitor:
            visitor.http.headers["X-Forwarded-For"] = self.address
            yield visitor.sign_up()
            cookies = [
                {"name": cookie.name, "value": cookie.value or "", "url": self.url}
                for cookie in visitor.http.cookies.jar
            ]
        self.context.add_cookies(cookies)  # type: ignore[arg-type]

    def arrive(self) -> None:
        """Be signed up already."""
        with self.signed_up():
            pass

    def arrive_in_own_room(self, name: str) -> str:
        """Be signed up already, and in a public room of one's own. Where it is."""
        with self.signed_up() as visitor:
            room = f"/rooms/{visitor.new_room(name)}/"
        self.enter(room)
        return room

    def arrive_in(self, room: str) -> None:
        """Be signed up already, and a member of a room that is open."""
        with self.signed_up() as visitor:
            visitor.submit(f"{room}join/", form_on=room)
        self.enter(room)

    def come(self) -> None:
        """Be signed up already, and at the user list."""
        self.arrive()
        self.go("/")
        self.is_live()

    def sign_up(self) -> None:
        self.go("/sign_up/")
        self.fill_sign_up()
        self.page.wait_for_url(self.url + "/")

    def fill_sign_up(self) -> None:
        self.page.wait_for_load_state()
        self.page.locator("input[name=username]").fill(self.name)
        for box in self.page.locator("input[type=password]").all():
            box.fill(PASSWORD)
        self.page.locator("input[type=password]").last.press("Enter")

    def log_in(self) -> None:
        self.go("/log_in/")
        self.page.locator("input[name=login]").fill(self.name)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.locator("input[type=password]").press("Enter")
        self.page.wait_for_url(self.url + "/")

    def log_out(self) -> None:
        self.page.get_by_text(f"Account of {self.name}").locator("xpath=..").click()
        self.page.get_by_role("button", name="Log out").click()

    def is_live(self) -> None:
        expect(self.page.locator("#connection-pill")).to_have_attribute("data-state", "open")

    def open_lobby(self) -> None:
        self.go("/rooms/")
        self.page.locator("main").get_by_role("link", name="Lobby").first.click()
        self.is_live()

    def new_room(self, name: str) -> str:
        """Open a public room of one's own, and say where it is."""
        self.go("/rooms/new/")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_role("button", name="Open the room").click()
        self.is_live()
        return self.page.url.removeprefix(self.url)

    def join(self, room: str) -> None:
        self.go(room)
        self.page.get_by_role("button", name="Join the room").click()
        self.is_live()

    def enter(self, room: str) -> None:
        self.go(room)
        self.is_live()

    def say(self, text: str) -> None:
        self.page.locator("#composer-text").fill(text)
        self.page.locator("#composer-text").press("Enter")

    def press(self, key: str) -> None:
        """Press a key where the focus is, on a page that has what listens to it."""
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(text)

    def sees(self, other: Person, state: str) -> None:
        """The other's row is in the list with that state, in a moment and without a reload."""
        expect(self.row_of(other)).to_have_attribute("data-state", state, timeout=LIVE)

    def finds(self, other: Person) -> Locator:
        """Type the other's name until only they are left in the list; return their row."""
        self.page.get_by_role("searchbox").fill(other.name.upper())
        expect(self.page.locator("[data-matching]")).to_have_text("1 person matches")
        return self.row_of(other)

    def row_of(self, other: Person) -> Locator:
        name = self.page.get_by_text(other.name, exact=True)
        return self.page.locator("li.person").filter(has=name)

    def reads(self, text: str) -> None:
        """The message is in the log, once, in a moment and without a reload."""
        expect(self.message(text)).to_have_count(1, timeout=LIVE)

    def message(self, text: str) -> Locator:
        return self.page.locator("#log .message-body", has_text=text)

    def said(self) -> list[str]:
        """Every row of the log, from the oldest."""
        return self.page.locator("#log .message [data-body]").all_inner_texts()

    def all_is_sent(self) -> None:
        waiting = self.page.locator("#log .is-pending, #log .is-failed")
        expect(waiting).to_have_count(0, timeout=6 * PATIENCE)  # They go one after the other.

    def has_kept_what_waits(self) -> None:
        """What was written and not sent outlives the tab: then its draft is forgotten."""
        drafts = "Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"
        self.waits_until(lambda: self.page.evaluate(drafts) == 0)

    def choose(self, text: str, action: str) -> None:
        """Choose from the menu of a message."""
        # A tab in the background is drawn seldom, and nothing can be clicked between.
        self.page.bring_to_front()
        row = self.page.locator("#log .message", has_text=text)
        row.hover()
        row.get_by_role("button", name="What to do with this message").click()
        self.page.get_by_role("menuitem", name=action).click()

    def rests_a_finger_on(self, place: Locator) -> None:
        """Touch it for as long as makes a long press, and let go."""
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box
        fingers = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}]
        wire = self.context.new_cdp_session(self.page)
        wire.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": fingers})
        expect(self.page.locator("dialog[open]")).to_be_visible()
        wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def has_unread(self, count: int) -> None:
        """Navigation, title and the tab's icon agree on how much is unread."""
        total = self.page.locator("[data-unread-total]")
        icon = self.page.locator("link[rel=icon]")
        if count:
            expect(total).to_have_text(str(count))
            expect(self.page).to_have_title(re.compile(rf"^\({count}\) "))
            expect(icon).to_have_attribute("href", re.compile(rf"^data:.*%3E{count}%3C"))
        else:
            expect(total).to_be_hidden()
            expect(self.page).to_have_title(re.compile(r"^(?!\()"))
            expect(icon).to_have_attribute("href", re.compile(r"^(?!data:)"))

    def waits_until(self, holds: Callable[[], object]) -> None:
        """For what no element shows; Playwright's own way needs eval, which the site forbids."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not holds():
            assert time.monotonic() < deadline, "It never came to that."
            self.page.wait_for_timeout(50)

    def meets_no_barrier(self) -> None:
        """Nothing on the page, as it is now, is in the way of assistive technology."""
        assert barriers(self.page) == []

    def stays(self) -> None:
        """From here on, a reload would be noticed."""
        self.page.evaluate("window.stayed = true")

    def has_stayed(self) -> bool:
        return bool(self.page.evaluate("window.stayed === true"))
