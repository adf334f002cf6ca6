"""Presence as a whole in one process: sockets in, windows out, the database in between."""

import asyncio
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import LoggedInUser, User
from example_channels.realtime.workers import in_database
from presence.models import Standing
from presence.service import Presence
from tests.people import make_person
from tests.presence.conftest import PATIENCE, Page, watch

pytestmark = pytest.mark.asyncio


@pytest.fixture
def ann(transactional_db: None) -> User:
    return make_person("ann")


@pytest.fixture
def bob(transactional_db: None) -> User:
    return make_person("bob")


async def come(live: Presence, user: User, login: str = "") -> Page:
    page = Page(user, login)
    live.arrive(page)
    return page


def states(window) -> dict[str, str]:
    return {entry.username: entry.state for entry in window.users}


async def test_somebody_who_comes_is_seen_by_those_who_watch(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    await come(live, bob)
    assert (await page.sees(bob, "online"))["last_seen"] is None
    assert live.is_online(bob.pk)
    assert live.states([ann.pk, bob.pk]) == {ann.pk: "online", bob.pk: "online"}


async def test_a_newcomer_is_told_the_whole_list(live, ann, bob):
    first = await come(live, bob)
    await watch(first)
    await first.sees(bob, "online")
    window = await watch(await come(live, ann))
    assert states(window)["bob"] == "online"
    assert window.total == 2


async def test_whose_every_tab_is_idle_is_away(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    tabs = [await come(live, bob), await come(live, bob)]
    await page.sees(bob, "online")
    live.set_idle(tabs[0], True)
    live.set_idle(tabs[1], True)
    await page.sees(bob, "away")
    live.set_idle(tabs[0], False)
    await page.sees(bob, "online")


async def test_who_leaves_is_offline_after_the_grace_and_last_seen_now(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    tab = await come(live, bob)
    await page.sees(bob, "online")
    tab.close()
    assert (await page.sees(bob, "offline"))["last_seen"] is not None
    assert not live.is_online(bob.pk)


async def test_a_log_out_is_seen_though_another_tab_had_the_same_log_in(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    for _ in range(2):
        await come(live, bob, "bob's laptop")
    await page.sees(bob, "online")
    await in_database(live.signed_out, bob.pk, "bob's laptop")
    await page.sees(bob, "offline")


async def test_a_change_of_name_reaches_the_list(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    await come(live, bob)
    await page.sees(bob, "online")

    def rename() -> None:
        with transaction.atomic():
            person = User.objects.get(pk=bob.pk)
            person.name = "Abraham"
            person.save()
            live.facts_changed(person.pk)

    await in_database(rename)
    event = await page.hear(lambda event: "Abraham" in {u["name"] for u in event["users"]})
    assert event["type"] == "presence.window"
    assert [user["name"] for user in event["users"]] == ["Abraham", "ann"]


async def test_somebody_new_is_counted_at_once_and_somebody_shut_out_is_gone(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    await come(live, bob)
    await page.sees(bob, "online")
    carol = await in_database(make_person, "carol")
    await page.sees(carol, "offline")

    def shut_out() -> None:
        User.objects.filter(pk=bob.pk).update(is_active=False)
        live.facts_changed(bob.pk)

    await in_database(shut_out)
    event = await page.hear(lambda event: event.get("total") == 2)
    assert bob.pk not in {user["id"] for user in event["users"]}


async def test_viewers_of_one_window_are_given_the_same_and_other_windows_theirs(live, ann, bob):
    same, alike, counting, searching = [await come(live, ann) for _ in range(4)]
    await watch(same)
    await watch(alike)
    await watch(counting, limit=0)
    await watch(searching, query="zzz")
    await come(live, bob)
    await same.sees(bob, "online")
    await alike.sees(bob, "online")
    event = await counting.hear(lambda event: event["counts"]["online"] == 2)
    assert (event["type"], event["users"]) == ("presence.changed", [])
    event = await searching.hear(lambda event: event["counts"]["online"] == 2)
    assert event["users"] == []


async def test_a_client_that_applies_changes_in_order_holds_the_truth(live, ann, bob):
    page = await come(live, ann)
    held = {"version": 0}
    window = await watch(page)
    held = {"version": window.version, "users": {u.id: u.state for u in window.users}}
    tab = await come(live, bob)
    for idle in (True, False, True):
        live.set_idle(tab, idle)
        await page_settles(live, bob, "away" if idle else "online")
    for event in page.events:
        if event["type"] == "presence.changed":
            assert event["since"] == held["version"]
            held["users"] |= {u["id"]: u["state"] for u in event["users"]}
        else:
            held["users"] = {u["id"]: u["state"] for u in event["users"]}
        held["version"] = event["version"]
    assert held["users"] == {ann.pk: "online", bob.pk: "away"}


async def page_settles(live: Presence, user: User, state: str) -> None:
    """Wait until the list shows somebody so, and viewers were told."""
    told = asyncio.Event()
    live.on_change(lambda changed: told.set() if user.pk in changed else None)
    async with asyncio.timeout(PATIENCE):
        while live.states([user.pk]) != {user.pk: state}:
            told.clear()
            await told.wait()
        witness = Page(user)
        await watch(witness)


async def test_a_watch_ends_with_its_socket_and_leaves_nothing_behind(live, ann):
    page = await come(live, ann)
    await watch(page)
    page.close()
    assert await watch(page)
    assert live.viewing._windows._windows == {}


async def test_a_socket_that_missed_something_gets_its_window_anew(live, ann):
    page = await come(live, ann)
    window = await watch(page)
    page.events.clear()
    live.refresh(page)
    event = await page.hear(lambda event: event["type"] == "presence.window")
    assert event["version"] >= window.version
    live.refresh(await come(live, ann))


async def test_who_was_here_is_written_down_at_a_clean_stop(live, ann, bob):
    login = await in_database(LoggedInUser.objects.create, user=ann)
    before = login.last_seen
    page = await come(live, ann, login.key)
    await watch(page)
    await page.sees(ann, "online") if not live.is_online(ann.pk) else None
    await live.stop()
    assert (await in_database(User.objects.get, pk=ann.pk)).last_seen is not None
    assert (await in_database(User.objects.get, pk=bob.pk)).last_seen is None
    assert (await in_database(LoggedInUser.objects.get, pk=login.key)).last_seen > before


async def test_a_restart_shows_nobody_offline_who_is_about_to_come_back(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    await come(live, bob)
    await page.sees(bob, "online")
    await live.stop()
    live.roster.remove(bob.pk)
    live.start()
    await page_settles(live, bob, "online")


async def test_a_status_ends_by_itself_also_of_somebody_offline(live, ann, bob):
    def choose() -> None:
        soon = timezone.now() + timedelta(seconds=5)
        Standing.objects.create(user=bob, until=soon, text="on holiday")
        Standing.objects.create(user=ann, until=soon, state="busy")

    await in_database(choose)
    page = await come(live, ann)
    assert [entry.status.text for entry in (await watch(page)).users if entry.status] == [
        "on holiday"
    ]
    await page.sees(ann, "busy")
    over = {"id": bob.pk, "status": None}
    await page.hear(lambda event: any(over.items() <= user.items() for user in event["users"]))
    await page_settles(live, ann, "online")


async def test_who_hid_while_the_bus_was_lost_is_hidden_when_it_is_back(live, ann, bob):
    page = await come(live, ann)
    await watch(page)
    await come(live, bob)
    await page.sees(bob, "online")
    # As if the news of it had been lost.
    await in_database(Standing.objects.create, user=bob, state="invisible")
    live.board.stale_since(timezone.now(), live.tracker.shown)
    live.board.stale_since(None, live.tracker.shown)
    await page.sees(bob, "offline")


async def test_each_tab_is_told_how_its_user_is_shown_and_hears_it_once(live, ann, bob):
    first = await come(live, ann)
    me = await first.hears_of_itself(lambda event: event["type"] == "presence.me")
    assert (me["entry"]["username"], me["entry"]["state"]) == ("ann", "online")
    second = await come(live, ann)
    assert await second.hears_of_itself(lambda event: event == me)
    await in_database(Standing.objects.create, user=ann, audience="nobody")
    await in_database(live.facts_changed, ann.pk)
    for tab in (first, second):
        me = await tab.hears_of_itself(lambda event: event["audience"] == "nobody")
        assert me["entry"]["state"] == "offline"
    assert first.personal == second.personal == []


async def test_a_tab_that_missed_something_is_told_again_how_its_user_is_shown(live, ann):
    page = await come(live, ann)
    me = await page.hears_of_itself(lambda event: event["type"] == "presence.me")
    live.refresh(page)
    assert await page.hears_of_itself(lambda event: event == me)
