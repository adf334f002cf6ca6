"""Two people in a room of their own, and a wire between one of them and the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.person import PATIENCE, Person
from tests.relay import Relay, relay_to


@contextmanager
def wire_to(site: str) -> Iterator[Relay]:
    address = urlsplit(site)
    assert address.hostname
    assert address.port
    with relay_to(address.hostname, address.port) as wire:
        yield wire


def two_in_a_room(newcomer: Newcomer, near: str, far: str) -> tuple[Person, Person, str]:
    """Ann, who owns the room; bob, its other member; and where it is."""
    ann, bob = newcomer("ann", near), newcomer("bob", far)
    room = ann.arrive_in_own_room("Talk")
    bob.arrive_in(room)
    return ann, bob, room


COUNT = """(store) => new Promise((resolve) => {
  indexedDB.open("rollcall").onsuccess = ({ target: { result } }) => {
    const asked = result.transaction(store).objectStore(store).count();
    asked.onsuccess = () => { result.close(); resolve(asked.result); };
  };
})"""


def count_kept(person: Person, store: Literal["posts", "rooms"]) -> int:
    """How much of these the browser keeps."""
    return int(person.page.evaluate(COUNT, store))


def is_cut_off(person: Person) -> None:
    expect(person.page.locator("#connection-pill")).to_have_attribute("data-state", "waiting")


def is_back(person: Person) -> None:
    """Once the line is whole, a page tries again when its turn comes: after 30 seconds at most."""
    pill = person.page.locator("#connection-pill")
    expect(pill).to_have_attribute("data-state", "open", timeout=4 * PATIENCE)
