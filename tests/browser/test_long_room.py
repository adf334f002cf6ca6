"""A room of a thousand messages: read to its beginning and back, and what it costs the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import Person
from tests.services import fresh_database
from tests.site_process import manage, prepared_data_dir, serve

MESSAGES = 1000
FILLING = ("--people=50", "--rooms=1", "--members=50", f"--messages={MESSAGES}")
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
    const by = before - now - moved;
    const isAtEnd = scroller.scrollTop === 0; // There it goes with what is new.
    if (!isAtEnd && Math.abs(by) > noticeable) jumps.push({ by, row: read.dataset.position });
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


@pytest.fixture(params=["embedded", "scaled"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site with a long room: one process on SQLite, or two on PostgreSQL and Redis."""
    with ExitStack() as stack:
        data_dir = prepared_data_dir(stack)
        shared = {"BENCH": "1"}
        if request.param == "scaled":
            shared |= shared_servers(request, stack)
        made = manage("fill", *FILLING, data_dir=data_dir, **shared)
        assert made.returncode == 0, made.stderr
        near = stack.enter_context(serve(data_dir, **shared))
        far = stack.enter_context(serve(**shared)) if request.param == "scaled" else near
        yield Site(near.url, far.url)


def shared_servers(request: pytest.FixtureRequest, stack: ExitStack) -> dict[str, str]:
    address, tables = (
        request.getfixturevalue("postgres_url"),
        request.getfixturevalue("site_tables"),
    )
    database = stack.enter_context(fresh_database(address, tables))
    redis = request.getfixturevalue("redis_url").rpartition("/")[0] + "/1"
    return {"DATABASE_URL": database, "REDIS_URL": redis, "SECRET_KEY": "s" * 50}


def enters(person: Person) -> None:
    """Come to the long room, and belong to it."""
    person.arrive()
    person.go("/rooms/")
    row = person.page.get_by_role("listitem").filter(has_text="Filled")
    row.get_by_role("button").first.click()
    person.is_live()


def test_a_long_room_is_read_to_its_beginning_and_back_without_a_jump(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob = newcomer("ann", site.near), newcomer("bob", site.far)
    enters(ann)
    enters(bob)
    moved = ann.page.evaluate(GROW)
    assert abs(moved["top"]) <= NOTICEABLE
    assert moved["grown"] > 1000

    ann.enter(ann.page.url.removeprefix(ann.url))
    is_walked(ann, -1, 1)
    bob.say("and here is the newest")
    jump = ann.page.get_by_role("button", name="Jump to latest (1)")
    expect(jump).to_be_visible()
    assert ann.page.locator("#log-scroll").evaluate("box => box.scrollTop") != 0
    is_walked(ann, 1, MESSAGES + 1)
    ann.reads("and here is the newest")

    is_walked(ann, -1, 1)
    ann.stays()
    ann.page.get_by_role("button", name="Jump to latest").click()
    expect(ann.page.locator("#log .message").last).to_be_in_viewport()
    expect(ann.page.locator("#log .message").last).to_contain_text("and here is the newest")
    assert ann.has_stayed()


def is_walked(person: Person, direction: int, until: int) -> None:
    """Nothing jumps on the way, and the page keeps few rows."""
    where = {"direction": direction, "until": until, "noticeable": NOTICEABLE}
    walk = person.page.evaluate(WALK, where)
    assert walk["arrived"]
    assert walk["jumps"] == []
    assert walk["most"] <= MOST_ROWS
