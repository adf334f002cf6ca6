"""A right that ends closes exactly the sockets it had opened, wherever they are, and no other.

Each person has three devices with a socket on every process. What ends their rights is done on
one process's pages, so the others hear of it; or by a command, which serves nobody.
"""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import count

import pytest
import pytest_asyncio

from tests.beside import Shell, shell
from tests.site.conftest import Site
from tests.site.devices import DEVICES, LAPTOP, PHONE, TABLET, Person, greeted, make_person
from tests.sockets import Socket, open_socket
from tests.visitors import PASSWORD, Visitor
from tests.waiting import until

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

SITE_ENV = {"TIME_SCALE": "0.2"}  # An expired session closes within 5 seconds instead of 25.

NEW = "another horse battery"
SIGNED_OUT = (4401, "signed out")
NEW_PASSWORD = (4401, "password changed")

FIND = """
person = User.objects.get(pk=person)
olga = User.objects.get(username="olga")
"""
RESET_LINK = """
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
answer = f"/account/password/reset/key/{key}/"
"""
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import Session
yesterday = timezone.now() - timedelta(days=1)
Session.objects.filter(login__key=login).update(expire_date=yesterday)
"""
CLEAR = 'from django.core.management import call_command; call_command("clearsessions")'
CHANGE_PASSWORD = """
from django.core.management import call_command
call_command("changepassword", person.username, stdout=open("/dev/null", "w"))
"""

_numbers = count(1)


@dataclass
class World:
    site: Site
    beside: Shell
    person: Person
    olga: Person

    def command(self, code: str, *typed: str, **values: object) -> object:
        return self.beside.run(FIND + code, *typed, person=self.person.id, **values)


@pytest.fixture(scope="module")
def beside(site: Site) -> Iterator[Shell]:
    with shell(site.here.data_dir, **site.env) as command:
        yield command


@pytest.fixture(scope="module")
def olga(beside: Shell) -> Person:
    """The operator."""
    return make_person(beside, "olga", staff=True)


@pytest.fixture(scope="module")
def bob_himself(beside: Shell) -> Person:
    return make_person(beside, "bob")


@pytest.fixture
def world(site: Site, beside: Shell, olga: Person) -> World:
    return World(site, beside, make_person(beside, f"ann{next(_numbers)}"), olga)


Sockets = dict[str, list[Socket]]


@pytest_asyncio.fixture
async def sockets(world: World, bob_himself: Person) -> AsyncIterator[Sockets]:
    """A socket of each of the person's devices on each process, and bob's, who is not meant."""
    urls = dict.fromkeys([world.site.here.socket_url, world.site.there.socket_url])
    cookies = {**world.person.cookies, "bob": bob_himself.cookies[LAPTOP]}
    async with AsyncExitStack() as stack:
        yield {
            device: [await greeted(stack, url, cookie) for url in urls]
            for device, cookie in cookies.items()
        }


# What ends rights, on a page --------------------------------------------------------------------


def log_out(world: World) -> None:
    with world.person.at(LAPTOP, world.site) as laptop:
        laptop.submit("/log_out/")


def sign_out_phone(world: World) -> None:
    path = f"/account/devices/{world.person.logins[PHONE]}/sign_out/"
    with world.person.at(LAPTOP, world.site) as laptop:
        laptop.submit(path, form_on="/account/devices/")


def sign_out_others(world: World) -> None:
    with world.person.at(LAPTOP, world.site) as laptop:
        laptop.submit("/account/devices/sign_out_others/", form_on="/account/devices/")


def change_password(world: World) -> None:
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    with world.person.at(LAPTOP, world.site) as laptop:
        laptop.submit("/account/password/change/", **fields)
        world.person.cookies[LAPTOP] = laptop.cookie


def reset_password(world: World) -> None:
    with Visitor(world.site.here.url, "somebody") as stranger:
        form = stranger.get(str(world.command(RESET_LINK))).url.path
        stranger.submit(form, password1=NEW, password2=NEW)


def deactivate(world: World) -> None:
    by_staff(world, "deactivate")


def ban(world: World) -> None:
    path = f"/account/people/{world.person.id}/ban/"
    with world.olga.at(LAPTOP, world.site) as olga:
        olga.submit(path, reason="Spam")


def delete(world: World) -> None:
    fields = {"action": "forget", "_selected_action": str(world.person.id)}
    with world.olga.at(LAPTOP, world.site) as olga:
        olga.submit("/admin/accounts/user/", **fields)


def by_staff(world: World, verb: str) -> None:
    path = f"/account/people/{world.person.id}/{verb}/"
    with world.olga.at(LAPTOP, world.site) as olga:
        olga.submit(path, form_on="/account/people/")


Closing = tuple[int, str]
Ends = dict[str, Closing]


def all_with(closing: Closing) -> Ends:
    return dict.fromkeys(DEVICES, closing)


PAGES: dict[Callable[[World], None], Ends] = {
    log_out: {LAPTOP: SIGNED_OUT},
    sign_out_phone: {PHONE: SIGNED_OUT},
    sign_out_others: {PHONE: SIGNED_OUT, TABLET: SIGNED_OUT},
    change_password: all_with(NEW_PASSWORD),
    reset_password: all_with(NEW_PASSWORD),
    deactivate: all_with((4401, "deactivated")),
    ban: all_with((4403, "banned: Spam")),
    delete: all_with((4401, "deleted")),
}
STAY_IN = {change_password: [LAPTOP]}
"""Whose sockets close and come back at once, with the cookie that the page renewed."""

COMMANDS: dict[str, Ends] = {
    "actions.end_login(logins['laptop'])": {LAPTOP: SIGNED_OUT},
    "actions.sign_out_device(person, logins['phone'])": {PHONE: SIGNED_OUT},
    "actions.sign_out_others(person, logins['laptop'])": {PHONE: SIGNED_OUT, TABLET: SIGNED_OUT},
    CHANGE_PASSWORD: all_with(NEW_PASSWORD),
    "actions.deactivate(olga, person.pk)": all_with((4401, "deactivated")),
    "actions.ban(olga, person.pk, 'Spam')": all_with((4403, "banned: Spam")),
    "actions.forget_user(olga, person.pk)": all_with((4401, "deleted")),
}


@pytest.mark.parametrize("end", PAGES, ids=lambda end: end.__name__)
async def test_a_page_closes_exactly_what_it_ends(
    world: World, sockets: Sockets, end: Callable[[World], None]
) -> None:
    end(world)
    await only_these_close(sockets, PAGES[end])
    await only_these_come_back(world, set(DEVICES) - set(PAGES[end]) | set(STAY_IN.get(end, ())))


@pytest.mark.parametrize("end", COMMANDS, ids=lambda end: re.findall(r"(\w+)\(", end)[-2:][0])
async def test_a_command_closes_exactly_what_it_ends(
    world: World, sockets: Sockets, end: str
) -> None:
    typed = [NEW, NEW] if end == CHANGE_PASSWORD else []
    world.command(end, *typed, logins=world.person.logins)
    await only_these_close(sockets, COMMANDS[end])
    await only_these_come_back(world, set(DEVICES) - set(COMMANDS[end]))


async def test_a_session_that_expires_closes_its_sockets_cleared_or_not(
    world: World, sockets: Sockets
) -> None:
    world.command(EXPIRE + CLEAR, login=world.person.logins[PHONE])
    world.command(EXPIRE, login=world.person.logins[LAPTOP])
    await only_these_close(sockets, {LAPTOP: SIGNED_OUT, PHONE: SIGNED_OUT})
    await only_these_come_back(world, {TABLET})


async def only_these_close(sockets: Sockets, ends: Ends) -> None:
    for device, closing in ends.items():
        for socket in sockets[device]:
            assert await socket.closed() == closing
    for device in sockets.keys() - ends:
        for socket in sockets[device]:
            assert (await socket.request("ping"))["type"] == "pong", device


async def only_these_come_back(world: World, welcome: set[str]) -> None:
    for device, cookie in world.person.cookies.items():
        async with open_socket(world.site.there.socket_url, cookie) as socket:
            if device in welcome:
                await socket.event("hello")
            else:
                assert (await socket.closed())[0] == 4401


# What people and staff see of sockets and processes ---------------------------------------------

MINE, PROCESSES = "/account/presence/mine/", "/staff/processes/"
A_QUESTION = 1.0  # second: more often nobody may ask of all processes, but twenty times at once
SILENT = re.compile(r":(\d+) did not answer")
TAB = re.compile(rf'action="{MINE}(\w+)/"')


async def connections(sockets: list[Socket]) -> list[str]:
    return [(await socket.event("hello"))["connection"] for socket in sockets]


async def page_where(visitor: Visitor, path: str, holds: Callable[[str], bool]) -> str:
    """A page, asked for again as often as one may: a process has a second to answer another.

    Where it stands still for longer, its tabs are missing; and in the end it counts for gone.
    """
    pages = []

    def is_shown() -> bool:
        pages.append(visitor.get(path).text)
        return holds(pages[-1])

    await until(is_shown, pause=A_QUESTION)
    return pages[-1]


async def page_of_all(visitor: Visitor, path: str, site: Site) -> str:
    """A page for which every process answered."""
    pids = [site.here.process.pid, site.there.process.pid]
    return await page_where(
        visitor,
        path,
        lambda page: not SILENT.search(page) and all(f":{pid}" in page for pid in pids),
    )


async def test_ones_own_page_names_every_tab_wherever_it_is(world: World, sockets: Sockets) -> None:
    with world.person.at(LAPTOP, world.site) as laptop:
        page = await page_of_all(laptop, MINE, world.site)
    mine = [tab for device in DEVICES for tab in await connections(sockets[device])]
    assert sorted(TAB.findall(page)) == sorted(mine)
    assert f"{len(mine)} of your tabs are in use." in page


async def test_ones_own_page_tells_idle_tabs_from_those_in_use(
    world: World, sockets: Sockets
) -> None:
    for socket in sockets[PHONE]:
        await socket.request("presence.idle", idle=True)
    with world.person.at(LAPTOP, world.site) as laptop:
        page = await page_of_all(laptop, MINE, world.site)
    assert page.count("<strong>Idle</strong>") == len(sockets[PHONE])
    assert page.count("<strong>In use</strong>") == len(sockets[LAPTOP] + sockets[TABLET])


async def test_a_tab_that_its_person_disconnects_closes_alone_and_for_good(
    world: World, sockets: Sockets
) -> None:
    tab = sockets[PHONE].pop()
    with world.person.at(LAPTOP, world.site) as laptop:
        [connection] = await connections([tab])
        page = laptop.submit(f"{MINE}{connection}/", form_on=MINE).text
        assert await tab.closed() == (4410, "disconnected")
        assert connection not in page
        await only_these_close(sockets, {})


async def test_nobody_disconnects_somebody_else(world: World, sockets: Sockets) -> None:
    with world.person.at(LAPTOP, world.site) as laptop:
        for connection in await connections(sockets["bob"]):
            laptop.submit(f"{MINE}{connection}/", form_on=MINE)
    await only_these_close(sockets, {})


async def test_a_page_says_which_process_kept_silent(world: World, sockets: Sockets) -> None:
    there, is_scaled = world.site.there, not world.site.is_embedded
    silent = [str(there.process.pid)] if is_scaled else []
    with world.person.at(LAPTOP, world.site) as laptop:
        await page_of_all(laptop, MINE, world.site)
        try:
            there.signal(signal.SIGSTOP if is_scaled else 0)
            await page_where(laptop, MINE, lambda page: SILENT.findall(page) == silent)
        finally:
            there.signal(signal.SIGCONT if is_scaled else 0)


async def test_staff_see_every_process_and_others_no_such_page(world: World) -> None:
    with world.person.at(LAPTOP, world.site) as laptop, world.olga.at(LAPTOP, world.site) as olga:
        assert laptop.get(PROCESSES).status_code == 404
        await page_of_all(olga, PROCESSES, world.site)
