"""Two people in a room of their own, and a wire between one of them and the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Newcomer
from tests.browser.person import Person
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


def is_cut_off(person: Person) -> None:
    expect(person.page.locator("#connection-pill")).to_have_attribute("data-state", "waiting")
