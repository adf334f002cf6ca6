"""A log, watched by two people while somebody at a terminal writes into the file."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.person import LIVE, Person
from tests.site_process import SiteProcess, serve

FOLDER = Path(tempfile.mkdtemp(prefix="rollcall-feeds-"))
APP = FOLDER / "app.log"
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


@pytest.fixture(scope="module")
def server() -> Iterator[SiteProcess]:
    feeds = {"app": {"path": str(APP), "readers": "everyone"}}
    with serve(TRUSTED_PROXIES="127.0.0.1", LOG_FEEDS=json.dumps(feeds)) as site:
        yield site


@pytest.fixture
def begun() -> None:
    APP.write_text("the first line\n")


@pytest.fixture
def ann(server: SiteProcess, newcomer: Newcomer, begun: None) -> Person:
    return watching(newcomer("ann", server.url, accept_downloads=True))


@pytest.fixture
def bob(server: SiteProcess, newcomer: Newcomer, begun: None) -> Person:
    return watching(newcomer("bob", server.url))


def watching(person: Person) -> Person:
    person.arrive()
    person.go("/feeds/logs/app/")
    says(person, "Live")
    return person


def says(person: Person, words: str) -> None:
    expect(person.page.locator("#feed-state")).to_have_text(words, timeout=LIVE)


def press(person: Person, name: str) -> None:
    person.page.get_by_role("button", name=name, exact=True).click()


def echo(*lines: str) -> None:
    for line in lines:
        subprocess.run(["sh", "-c", 'echo "$1" >> "$2"', "sh", line, APP], check=True)


def sees(person: Person, *lines: str) -> None:
    """These lines and no others stand there, in this order."""
    expect(person.page.locator(".feed-line")).to_have_text(list(lines), timeout=LIVE)


def is_let_go(server: SiteProcess) -> bool:
    return str(APP) not in opened_by(server.process.pid)


def opened_by(pid: int) -> Iterator[str]:
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # It has been closed meanwhile.
            yield str(descriptor.readlink())


def test_two_watch_and_each_stops_for_themselves(
    server: SiteProcess, ann: Person, bob: Person
) -> None:
    echo("hello", "\033[31mred\033[0m <b>alert</b>")
    for person in (ann, bob):
        sees(person, "the first line", "hello", "red <b>alert</b>")
    expect(ann.page.locator(".feed-line .ansi-fg-red")).to_have_text("red")
    press(ann, "Stop")
    says(ann, "Stopped")
    echo("for bob")
    sees(bob, "the first line", "hello", "red <b>alert</b>", "for bob")
    sees(ann, "the first line", "hello", "red <b>alert</b>")
    press(ann, "Start")
    sees(ann, "the first line", "hello", "red <b>alert</b>", "for bob")
    press(ann, "Stop")
    says(ann, "Stopped")
    bob.page.close()
    ann.waits_until(lambda: is_let_go(server))


def test_a_pause_keeps_what_is_read_and_loses_nothing(ann: Person) -> None:
    press(ann, "Pause")
    echo("two", "three")
    says(ann, "Paused, 2 new lines")
    sees(ann, "the first line")
    press(ann, "Resume")
    sees(ann, "the first line", "two", "three")


def test_lines_are_found_by_text_and_expression_and_taken_along(ann: Person) -> None:
    echo("GET /a 200", "GET /b 500", "POST /a 503", "a" * 40 + "!")
    pattern = ann.page.get_by_label("Find in these lines")
    pattern.fill("get /")
    sees(ann, "GET /a 200", "GET /b 500")
    expect(ann.page.locator("mark").first).to_have_text("GET /")
    ann.page.get_by_label("Regular expression").check()
    pattern.fill(r" 5\d\d$")
    sees(ann, "GET /b 500", "POST /a 503")
    with ann.page.expect_download() as download:
        press(ann, "Download")
    assert download.value.path().read_text() == "GET /b 500\nPOST /a 503\n"
    assert download.value.suggested_filename == "app.txt"
    echo("GET /c 504")
    sees(ann, "GET /b 500", "POST /a 503", "GET /c 504")
    pattern.fill("(")
    expect(ann.page.locator("#feed-fault")).to_contain_text("no regular expression yet")
    pattern.fill("(a+)+$")
    expect(ann.page.locator("#feed-fault")).to_contain_text("takes too long", timeout=LIVE)
    expect(ann.page.locator(".feed-line")).to_have_count(6)


def test_the_end_is_followed_until_one_scrolls_up(ann: Person) -> None:
    scroller = ann.page.locator("#feed-scroll")
    with APP.open("a") as file:
        file.writelines(f"line {n}\n" for n in range(300))
    expect(ann.page.get_by_text("line 299", exact=True)).to_be_in_viewport(timeout=LIVE)
    scroller.evaluate("box => box.scrollTop = 100")
    jump = ann.page.get_by_role("button", name="Newest lines")
    expect(jump).to_be_visible()
    place = scroller.evaluate("box => box.scrollTop")
    echo("further down")
    expect(ann.page.get_by_text("further down")).to_be_attached(timeout=LIVE)
    assert scroller.evaluate("box => box.scrollTop") == place
    jump.click()
    expect(ann.page.get_by_text("further down")).to_be_in_viewport()
    expect(jump).to_be_hidden()
