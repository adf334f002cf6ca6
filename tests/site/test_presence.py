"""Who is here, as an outside client sees it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.site.conftest import Site
from tests.site.watch import ALL, Watch
from tests.sockets import SECONDS, Event, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


def registered(window: Event) -> int:
    """How many are counted, in whatever state: others' grace may end at any moment."""
    return sum(window["counts"].values())


def ids(*windows: Event | None) -> list[int]:
    """Who is shown in windows, in their order."""
    return [user["id"] for window in windows if window for user in window["users"]]


@pytest_asyncio.fixture
async def watch(site: Site, ann: Visitor) -> AsyncIterator[Watch]:
    """What ann sees."""
    async with open_socket(site.here.socket_url, ann.cookie) as socket:
        watch = Watch(socket)
        await watch.begin()
        yield watch


@pytest_asyncio.fixture
async def bob_just_left(site: Site, watch: Watch, bob: Visitor) -> Visitor:
    """Somebody whose only page has gone without a word: they are here for the grace that is left.

    Who leaves after him and is gone before him was given none.
    """
    async with open_socket(site.there.socket_url, bob.cookie):
        await watch.until(bob.username, "online")
    return bob


def shown_as(watch: Watch, person: Visitor) -> str:
    """In what state somebody is shown now."""
    entry = watch.entry(person.username)
    assert entry is not None
    return str(entry["state"])


async def test_everybody_registered_is_listed_with_exact_counts(
    watch: Watch, ann: Visitor, bob: Visitor, carol: Visitor
) -> None:
    await watch.until(carol.username, "offline")
    window = await watch.begin()
    assert set(window) >= {"version", "as_of", "counts", "total", "from", "users"}
    assert {"id", "username", "name", "state", "status", "last_seen"} <= set(window["users"][0])
    assert {ann.username, bob.username, carol.username} <= {u["username"] for u in window["users"]}
    assert window["total"] == sum(window["counts"].values()) == len(window["users"])
    order = ["online", "away", "busy", "offline"]
    states = [order.index(user["state"]) for user in window["users"]]
    assert states == sorted(states)


async def test_somebody_comes_online_and_a_log_out_takes_them_off_at_once(
    site: Site, watch: Watch, carol: Visitor, bob_just_left: Visitor
) -> None:
    assert (await watch.until(carol.username, "offline"))["status"] is None
    async with open_socket(site.there.socket_url, carol.cookie):
        await watch.until(carol.username, "online")
        before = watch.window["counts"]["online"]
        carol.log_out()
        entry = await watch.until(carol.username, "offline")
    assert shown_as(watch, bob_just_left) == "online"
    assert watch.window["counts"]["online"] == before - 1
    assert entry["last_seen"] is not None


async def test_a_page_that_leaves_by_logging_out_gets_no_grace(
    site: Site, watch: Watch, carol: Visitor, bob_just_left: Visitor
) -> None:
    async with open_socket(site.there.socket_url, carol.cookie):
        await watch.until(carol.username, "online")
    # As a browser does it: the socket is gone before the server has handled the form.
    carol.log_out()
    await watch.until(carol.username, "offline")
    assert shown_as(watch, bob_just_left) == "online"


async def test_one_of_two_browsers_logging_out_changes_nothing(
    site: Site, watch: Watch, carol: Visitor
) -> None:
    with Visitor(site.here.url, carol.username) as phone:
        phone.log_in()
        async with (
            open_socket(site.there.socket_url, carol.cookie) as first,
            open_socket(site.here.socket_url, phone.cookie),
        ):
            await watch.until(carol.username, "online")
            carol.log_out()
            assert (await first.closed())[0] == 4401
            await watch.begin()
            await watch.until(carol.username, "online")


async def test_an_idle_page_makes_one_away_unless_another_is_in_use(
    site: Site, watch: Watch, carol: Visitor
) -> None:
    async with open_socket(site.there.socket_url, carol.cookie) as first:
        await watch.until(carol.username, "online")
        assert (await first.request("presence.idle", idle=True))["type"] == "ok"
        await watch.until(carol.username, "away")
        async with open_socket(site.here.socket_url, carol.cookie):
            await watch.until(carol.username, "online")


async def test_a_filter_ignores_case_and_counts_stay_those_of_everybody(
    watch: Watch, carol: Visitor
) -> None:
    await watch.until(carol.username, "offline")
    everybody = await watch.begin()
    window = await watch.begin(query=carol.username.upper())
    assert [user["username"] for user in window["users"]] == [carol.username]
    assert (window["total"], registered(window)) == (1, registered(everybody))
    assert (await watch.begin(query="nobody at all"))["users"] == []


async def test_windows_join_and_a_hidden_tab_gets_counts_only(
    watch: Watch, bob: Visitor, carol: Visitor
) -> None:
    await watch.until(carol.username, "offline")
    whole, parts, after = await watch.begin(), [], None
    async with asyncio.timeout(SECONDS):
        while ids(whole) != ids(after):  # Others' grace has ended meanwhile, and moved them.
            whole = after or whole
            parts = [await watch.begin(**{"from": start, "limit": 2}) for start in (0, 2)]
            after = await watch.begin()
    assert ids(*parts) == ids(whole)[:4]
    assert len(ids(*parts)) > 2, "There is something in either part."
    hidden = await watch.begin(limit=0)
    assert (hidden["users"], registered(hidden)) == ([], registered(whole))


@pytest.mark.parametrize(
    "wrong", [{"from": -1}, {"limit": 501}, {"limit": "all"}, {"query": "x" * 101}]
)
async def test_a_window_that_cannot_be_is_refused(
    site: Site, ann: Visitor, wrong: dict[str, object]
) -> None:
    async with open_socket(site.here.socket_url, ann.cookie) as socket:
        refused = await socket.request("presence.watch", **{**ALL, **wrong})
        assert refused["type"] == "error"
        assert refused["code"] in ("bad_request", "invalid")


async def test_who_of_a_room_is_here_follows_presence_and_membership(
    site: Site, ann: Visitor, carol: Visitor
) -> None:
    room = ann.new_room("Talk")
    async with open_socket(site.here.socket_url, ann.cookie) as here:
        await here.request("room.open", room=room)
        assert (await here.event("room.here", count=1))["users"][0]["username"] == ann.username
        async with open_socket(site.there.socket_url, carol.cookie):
            carol.submit(f"/rooms/{room}/join/", form_on="/rooms/")
            names = [u["username"] for u in (await here.event("room.here", count=2))["users"]]
            assert set(names) == {ann.username, carol.username}
            carol.log_out()
            await here.event("room.here", count=1)


async def test_who_joined_while_nobody_had_the_room_open_is_here_too(
    site: Site, ann: Visitor, carol: Visitor
) -> None:
    room = ann.new_room("Talk")
    async with open_socket(site.here.socket_url, ann.cookie) as here:
        await here.request("room.open", room=room)
        await here.event("room.here", count=1)
        await here.request("room.close", room=room)
        carol.submit(f"/rooms/{room}/join/", form_on="/rooms/")
        await here.request("room.open", room=room)
        async with open_socket(site.there.socket_url, carol.cookie):
            await here.event("room.here", count=2)
