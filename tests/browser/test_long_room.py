"""A room of a thousand messages: read to its beginning and back, and what it costs the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.person import Person
from tests.site_process import SiteProcess, manage, serve

MESSAGES = 1000
MOST_ROWS = 300
NOTICEABLE = 1.5  # pixels
# Scrolls by a screen at a time, and measures how far what is read has moved besides.
WALK = """async ({ direction, until, noticeable }) => {
  const scroller = document.getElementById("log-scroll");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const rows = () => [...scroller.querySelectorAll(".message[data-position]")];
  const jumps = [];
  let most = 0;
  for (let step = 0; step < 2000; step++) {
    const held = rows();
    most = Math.max(most, held.length);
    const ends = [held[0], held.at(-1)].map((row) => Number(row.dataset.position));
    const above = scroller.scrollHeight - scroller.clientHeight - Math.abs(scroller.scrollTop);
    const left = direction < 0 ? above : Math.abs(scroller.scrollTop);
    if (ends[direction < 0 ? 0 : 1] === until && left < 2) return { jumps, most, arrived: true };
    const top = scroller.getBoundingClientRect().top;
    const read = held.find((row) => row.getBoundingClientRect().bottom > top + 60);
    const before = read.getBoundingClientRect().top;
    const scrolled = scroller.scrollTop;
    scroller.scrollBy(0, direction * 600);
    const moved = scroller.scrollTop - scrolled;
    await frame();
    await frame();
    const now = read.isConnected ? read.getBoundingClientRect().top : before - moved;
    if (Math.abs(before - now - moved) > noticeable) jumps.push(before - now - moved);
  }
  return { jumps, most, arrived: false };
}"""

# Every message gets a picture whose height was not known.
GROW = """async () => {
  const scroller = document.getElementById("log-scroll");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  scroller.scrollBy(0, -1500);
  await frame();
  await frame();
  const top = scroller.getBoundingClientRect().top;
  const rows = [...scroller.querySelectorAll(".message")];
  const read = rows.find((row) => row.getBoundingClientRect().bottom > top);
  const [before, height] = [read.getBoundingClientRect().top, scroller.scrollHeight];
  for (const row of rows) row.querySelector("[data-body]").append(document.createElement("canvas"));
  await frame();
  await frame();
  return { top: read.getBoundingClientRect().top - before, grown: scroller.scrollHeight - height };
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[SiteProcess]:
    with serve(TRUSTED_PROXIES="127.0.0.1") as process:
        filling = ("--people=50", "--rooms=1", "--members=50", f"--messages={MESSAGES}")
        made = manage("fill", *filling, data_dir=process.data_dir, BENCH="1")
        assert made.returncode == 0, made.stderr
        yield process


@pytest.fixture
def ann(site: SiteProcess, newcomer: Newcomer) -> Person:
    """Ann, in the long room."""
    ann = newcomer("ann", site.url)
    ann.arrive()
    ann.go("/rooms/")
    ann.page.get_by_role("listitem").filter(has_text="Filled").get_by_role("button").first.click()
    ann.is_live()
    return ann


def test_a_long_room_is_read_to_its_beginning_and_back_without_a_jump(ann: Person) -> None:
    for direction, until in ((-1, 1), (1, MESSAGES)):
        walk = walked(ann, direction, until)
        assert walk["arrived"]
        assert walk["jumps"] == []
        assert walk["most"] <= MOST_ROWS
    ann.say("and here is the newest")
    ann.reads("and here is the newest")


def test_what_grows_by_itself_moves_nothing_that_is_read(ann: Person) -> None:
    moved = ann.page.evaluate(GROW)
    assert abs(moved["top"]) <= NOTICEABLE
    assert moved["grown"] > 1000


def test_the_way_to_the_latest_stays_on_the_page(ann: Person) -> None:
    assert walked(ann, -1, 1)["arrived"]
    ann.page.evaluate("() => (window.isStillHere = true)")
    ann.page.get_by_role("button", name="Jump to latest").click()
    expect(ann.page.locator("#log .message").last).to_be_in_viewport()
    assert ann.page.evaluate("() => window.isStillHere")


def walked(person: Person, direction: int, until: int) -> dict[str, Any]:
    where = {"direction": direction, "until": until, "noticeable": NOTICEABLE}
    walk: dict[str, Any] = person.page.evaluate(WALK, where)
    return walk
