"""Every page in every state, looked at by axe: light and dark, on a desktop and on a phone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.barriers import DESKTOP, EVERY_LOOK, WHOLE, Look, barriers, barriers_in, wear
from tests.browser.conftest import Newcomer
from tests.browser.content import (
    change_messages,
    confirm_e_mail,
    fill_incidents,
    fill_rooms,
    fill_runs,
    protect,
    sent_to,
)
from tests.browser.pages import (
    COLOURFUL,
    OF_MEMBERS,
    OF_NEWCOMERS,
    OF_STAFF,
    OF_STRANGERS,
    OF_TWO_FACTORS,
    addresses,
)
from tests.browser.person import Person
from tests.browser.talk import is_cut_off, wire_to
from tests.site_process import SiteProcess, serve
from tests.visitors import PASSWORD, Visitor

QUIET = {"reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For e-mails, and a log that is watched."""
    folder = tmp_path_factory.mktemp("every_page")
    (folder / "mails").mkdir()
    (folder / "app.log").write_text("one\n\033[33mtwo\033[0m\n")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[SiteProcess]:
    feeds = {"app": {"path": str(folder / "app.log"), "readers": "everyone"}}
    mails = f"filemail:///{folder}/mails"
    with serve(TRUSTED_PROXIES="127.0.0.1", LOG_FEEDS=json.dumps(feeds), EMAIL_URL=mails) as site:
        yield site


@pytest.fixture(scope="module")
def set_up(site: SiteProcess) -> str:
    """The token with which the first operator comes."""
    found = re.search(r"/set_up/(\S+)/", "\n".join(site.said))
    assert found
    return found[1]


@pytest.fixture(scope="module")
def known(site: SiteProcess, folder: Path, set_up: str, browser: Browser) -> dict[str, str]:
    """Fill the site. What stands in the addresses of its pages."""
    with Visitor(site.url, "olga") as olga, Visitor(site.url, "ann") as ann:
        fields = {"username": "olga", "password1": PASSWORD, "password2": PASSWORD}
        assert olga.submit(f"/account/set_up/{set_up}/", **fields).url.path == "/"
        ann.sign_up()
        rooms = fill_rooms(olga, ann)
        person = re.search(r'data-user="(\d+)"', ann.get("/").text)
        assert person
        return {
            **rooms,
            **fill_incidents(olga, ann),
            **fill_runs(olga, site.url),
            **confirm_e_mail(olga, folder / "mails"),
            "person": person[1],
            **change_in_a_browser(browser, site, rooms["room"]),
            "words": "tea",
        }


def change_in_a_browser(browser: Browser, site: SiteProcess, room: str) -> dict[str, str]:
    with browser.new_context() as context:
        olga = Person(context, "olga", site.url, "")
        olga.log_in()
        return change_messages(olga, f"/rooms/{room}/")


def see(
    person: Person, paths: Iterable[str], looks: list[Look], status: int = 200
) -> dict[str, list[str]]:
    """What is in the way on each of these pages, which answer so."""
    found = {}
    for path in paths:
        answer = person.page.goto(person.url + path)
        assert answer
        assert (answer.status, answer.url) == (status, person.url + path)
        found[path] = barriers_in(looks, person.page)
    return only_bad(found)


def only_bad(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {where: problems for where, problems in found.items() if problems}


def confirm_password(person: Person) -> None:
    """As the pages about passwords and second factors ask for."""
    person.go("/account/reauthenticate/")
    person.page.locator("main input[type=password]").fill(PASSWORD)
    person.page.locator("main input[type=password]").press("Enter")
    person.page.wait_for_url(person.url + "/")


@pytest.fixture
def olga(site: SiteProcess, known: dict[str, str], newcomer: Newcomer) -> Person:
    """The operator, whose site is full."""
    olga = newcomer("olga", site.url, **QUIET)
    olga.name = "olga"
    olga.log_in()
    return olga


@pytest.fixture
def ann(site: SiteProcess, newcomer: Newcomer) -> Person:
    """Somebody new."""
    ann = newcomer("ann", site.url, **QUIET)
    ann.arrive()
    confirm_password(ann)
    return ann


def test_who_has_no_account_meets_no_barrier(
    site: SiteProcess, set_up: str, newcomer: Newcomer
) -> None:
    stranger = newcomer("nobody", site.url, **QUIET)
    assert see(stranger, addresses(OF_STRANGERS, {"set_up": set_up}), WHOLE) == {}


def test_where_nothing_is_yet_a_newcomer_meets_no_barrier(ann: Person) -> None:
    assert see(ann, addresses(OF_NEWCOMERS, {}), WHOLE) == {}


def test_what_opens_over_a_room_is_no_barrier(olga: Person, known: dict[str, str]) -> None:
    found = {}
    for look in WHOLE:
        wear(look, olga.page)
        olga.enter(f"/rooms/{known['room']}/")
        for name, open_it in (OPENED | (OPENED_WHERE_WIDE if look.size == DESKTOP else {})).items():
            open_it(olga)
            found[f"{name}, {look.theme}"] = barriers(olga.page)
            olga.press("Escape")
    assert only_bad(found) == {}


def press_key(key: str, place: str = "#log-scroll") -> Callable[[Person], None]:
    return lambda person: person.page.locator(place).press(key)


def choose(text: str, action: str) -> Callable[[Person], None]:
    return lambda person: person.choose(text, action)


def type_in(text: str) -> Callable[[Person], None]:
    def typed(person: Person) -> None:
        box = person.page.locator("#composer-text")
        box.fill("")
        box.press_sequentially(text)
        expect(person.page.get_by_role("option").first).to_be_visible()

    return typed


def click(place: str) -> Callable[[Person], None]:
    return lambda person: person.page.locator(f"{place}:visible").first.click()


def say(text: str) -> Callable[[Person], None]:
    return lambda person: person.say(text)


def until(place: str, open_it: Callable[[Person], None]) -> Callable[[Person], None]:
    """Open it, and wait for what it brings: some ask the server first."""

    def opened(person: Person) -> None:
        open_it(person)
        expect(person.page.locator(place).last).to_be_visible()

    return opened


OPENED: dict[str, Callable[[Person], None]] = {
    "menu of a message": lambda person: open_menu(person, "Here!"),
    "question": choose("Here!", "Delete"),
    "what it said before": until("#history-dialog", choose("Nine", "What it said before")),
    "answering": until("#composer [data-replying]", choose("Here!", "Reply")),
    "editor": until(".is-editing textarea", choose("Nine", "Edit")),
    "pins": until("#pins-dialog", click("#pins-link")),
    "emoji": until(
        "#emoji-picker [data-sign]", click("[data-emoji-picker], [aria-label=Emoji], [title=Emoji]")
    ),
    "names": type_in("@"),
    "commands": type_in("/"),
    "switcher": until("#switcher [role=option]", press_key("Control+k")),
    "shortcuts": press_key("?"),
    "menu of the room": click(".room-menu summary"),
    "finding": click("[title='Find in this room']"),
    "card": until("#person-card", click("[data-card]")),
    "a post refused": until("#log .is-failed", say("no \0 byte")),
    "thread": until("#thread", choose("Here!", "Open the thread")),
}


# A phone has it in the settings alone.
OPENED_WHERE_WIDE = {"appearance": click("[title='Appearance and language']")}


def open_menu(person: Person, text: str) -> None:
    row = person.page.locator("#log .message", has_text=text)
    row.hover()
    row.get_by_role("button", name="What to do with this message").click()


def test_where_much_is_nobody_meets_a_barrier(olga: Person, known: dict[str, str]) -> None:
    others = (OF_STAFF | OF_MEMBERS).items() - COLOURFUL.items()
    assert see(olga, addresses(dict(sorted(others)), known), WHOLE) == {}
    assert see(olga, addresses(COLOURFUL, known), EVERY_LOOK) == {}


def test_with_two_factors_nobody_meets_a_barrier(site: SiteProcess, newcomer: Newcomer) -> None:
    # Passkeys are for sites that have a name.
    carol = newcomer("carol", site.url.replace("127.0.0.1", "localhost"), **QUIET)
    carol.arrive()
    confirm_password(carol)
    keys = protect(carol)
    assert see(carol, addresses(OF_TWO_FACTORS, keys), WHOLE) == {}
    carol.context.clear_cookies()
    send(carol, "/log_in/", {"login": carol.name, "password": PASSWORD})
    expect(carol.page).to_have_url(re.compile("/2fa/authenticate/"))
    assert barriers_in(WHOLE, carol.page) == []


def test_on_the_way_in_nobody_meets_a_barrier(
    site: SiteProcess, known: dict[str, str], folder: Path, newcomer: Newcomer
) -> None:
    """Where the password is forgotten, an address confirmed, a link to a room opened."""
    stranger = newcomer("nobody", site.url, **QUIET)
    send(stranger, "/account/password/reset/", {"email": "olga@rollcall.example"})
    key = sent_to(folder / "mails", r"/password/reset/key/(\S+)/")
    stranger.go(f"/account/password/reset/key/{key}/")
    expect(stranger.page.locator("input[type=password]")).to_have_count(2)
    assert barriers_in(WHOLE, stranger.page) == []
    stranger.go("/account/password/reset/key/1-no/")
    assert barriers_in(WHOLE, stranger.page) == []
    ways = [f"/account/confirm-email/{known['confirmation']}/", f"/invite/{known['invitation']}/"]
    assert see(stranger, ways, WHOLE) == {}


# What is sent there, and what is wrong with it.
FAULTS_OF_STRANGERS = {
    "/log_in/": {"login": "nobody", "password": "wrong"},
    "/sign_up/": {"username": "a b", "password1": "short", "password2": "shorter"},
    "/account/password/reset/": {"email": "nobody"},
}
FAULTS_OF_MEMBERS = {
    "/account/2fa/totp/activate/": {"code": "1"},
    "/account/email/": {"email": "nobody"},
    "/account/password/change/": {"oldpassword": "wrong", "password1": "a", "password2": "b"},
    "/account/profile/": {"name": "x" * 1000},
    "/account/reauthenticate/": {"password": "wrong"},
    "/incidents/areas/new/": {"name": "", "polygon": "1"},
    "/incidents/new/": {"title": "", "latitude": "100"},
    "/rooms/new/": {"name": ""},
    "/status/": {"text": "x" * 1000},
}
FAULTS_OF_STAFF = {
    "/account/people/{person}/ban/": {"reason": ""},
    "/rooms/{room}/settings/": {"name": ""},
    "/tokens/": {"name": ""},
}
COMPLAINT = ".invalid-feedback, .is-invalid, .alert-danger, [role=alert]"


def see_faults(person: Person, faults: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """What is in the way on each form once it has been sent like that."""
    found = {}
    for path, fields in faults.items():
        send(person, path, fields)
        expect(person.page.locator(f"main :is({COMPLAINT})").first).to_be_visible()
        found[path] = barriers_in(WHOLE, person.page)
    return only_bad(found)


def send(person: Person, path: str, fields: dict[str, str]) -> None:
    """Fill in the form and send it, past what the browser would say of it."""
    person.go(path)
    with person.page.expect_navigation():
        fill(person, fields)


def fill(person: Person, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        person.page.locator(f"main [name={name}]").evaluate(
            "(field, text) => field.value = text", text
        )
    person.page.locator(f"main [name={name}]").evaluate(SEND)


SEND = """({ form }) => {
  form.noValidate = true;
  form.requestSubmit(form.querySelector("button:not([type=button])"));
}"""


def test_what_is_wrong_in_a_form_is_said_without_a_barrier(
    site: SiteProcess, ann: Person, known: dict[str, str], newcomer: Newcomer
) -> None:
    stranger = newcomer("nobody", site.url, **QUIET)
    assert see_faults(stranger, FAULTS_OF_STRANGERS) == {}
    assert see_faults(ann, FAULTS_OF_MEMBERS) == {}


def test_what_is_wrong_in_a_form_of_the_staff_is_said_without_a_barrier(
    olga: Person, known: dict[str, str]
) -> None:
    faults = {path.format_map(known): fields for path, fields in FAULTS_OF_STAFF.items()}
    assert see_faults(olga, faults) == {}


# How a form goes wrong for which no field is to blame.
SPOILED = {
    403: """() => {
      const tokens = document.querySelectorAll("[name=csrfmiddlewaretoken]");
      for (const token of tokens) token.value = "stale";
    }""",
    400: """() => {
      const form = document.querySelector("main form");
      for (let n = 0; n < 1100; n++) {
        const field = document.createElement("input");
        form.append(Object.assign(field, { name: `n${n}`, hidden: true }));
      }
    }""",
}


def test_a_refusal_is_no_barrier(site: SiteProcess, ann: Person, known: dict[str, str]) -> None:
    """Not allowed, not there, no page, not any more, too fast, stale, not understood, broken."""
    missing = ["/nowhere/", f"/rooms/{known['archived']}/", "/invite/no/"]
    problems = see(ann, ["/rooms/1/settings/"], WHOLE, 403)
    problems |= see(ann, missing, WHOLE, 404)
    problems |= see(ann, ["/rooms/1/join/"], WHOLE, 405)
    links = [f"/invite/{known[which]}/" for which in ("withdrawn_invitation", "idle_invitation")]
    problems |= see(ann, ["/account/set_up/no/", "/account/invitation/no/", *links], WHOLE, 410)
    for status, spoil in SPOILED.items():
        ann.go("/rooms/new/")
        ann.page.evaluate(spoil)
        problems[str(status)] = after(ann, status, {"name": "Too much"})
    too_often = {"oldpassword": "wrong", "password1": "a", "password2": "b"}
    for _ in range(5):
        send(ann, "/account/password/change/", too_often)
    ann.go("/account/password/change/")
    problems["429"] = after(ann, 429, too_often)
    with without_table(site, "chat_bookmark"):
        problems |= see(ann, ["/bookmarks/"], WHOLE, 500)
    ann.complaints.clear()
    assert only_bad(problems) == {}


def after(person: Person, status: int, fields: dict[str, str]) -> list[str]:
    """What is in the way on the page that answers so to the form on this one."""
    with person.page.expect_navigation() as navigation:
        fill(person, fields)
    assert navigation.value
    assert navigation.value.status == status
    return barriers_in(WHOLE, person.page)


@contextmanager
def without_table(site: SiteProcess, name: str) -> Iterator[None]:
    """Something is broken that no request expects."""
    rename = "ALTER TABLE {} RENAME TO {}"
    with closing(sqlite3.connect(site.data_dir / "rollcall.sqlite3")) as database:
        database.execute(rename.format(name, "taken_away"))
        yield
        database.execute(rename.format("taken_away", name))


def test_without_a_connection_nobody_meets_a_barrier(
    site: SiteProcess, known: dict[str, str], newcomer: Newcomer
) -> None:
    paths = ["/", "/rooms/{room}/", "/rooms/", "/incidents/", "/incidents/alerts/"]
    paths += ["/feeds/logs/app/", "/feeds/runs/{run}/", "/account/presence/mine/"]
    with wire_to(site.url) as wire:
        ann = newcomer("ann", wire.url, **QUIET)
        ann.arrive_in(f"/rooms/{known['room']}/")
        tabs = {path: ann.other_tab() for path in paths}
        for path, tab in tabs.items():
            tab.enter(path.format_map(known))
        wire.cut()
        found = {}
        for path, tab in tabs.items():
            is_cut_off(tab)
            tab.page.bring_to_front()
            expect(tab.page.locator("#connection-banner")).to_be_visible()
            if path == "/rooms/{room}/":
                tab.say("on its way")
                expect(tab.page.locator("#log .is-pending")).to_have_count(1)
            found[path] = barriers_in(WHOLE, tab.page)
        assert only_bad(found) == {}
