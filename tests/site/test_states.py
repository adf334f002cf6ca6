"""What people say of themselves, to whom it is shown, and where it must not be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.site.conftest import Site, post
from tests.site.watch import Watch
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

SITE_ENV = {"TIME_SCALE": "0.2"}

WRONG: list[dict[str, object]] = [
    {"text": "x" * 10_000},
    {"text": "null\0"},
    {"text": "\u202egnp.exe"},
    {"emoji": "hello"},
    {"emoji": "🌴🌴"},
    {"state": "dead"},
    {"text": "past", "until": "2020-01-01T00:00:00Z"},
    {"text": "far", "until": "2999-01-01T00:00:00Z"},
]


@pytest_asyncio.fixture
async def theirs(site: Site, carol: Visitor) -> AsyncIterator[Socket]:
    """Carol's socket, on the other process where there is one."""
    async with open_socket(site.there.socket_url, carol.cookie) as socket:
        yield socket


@pytest_asyncio.fixture
async def watch(here: Socket) -> Watch:
    """What ann sees."""
    watch = Watch(here)
    await watch.begin()
    return watch


async def choose(socket: Socket, **chosen: object) -> Event:
    """Choose, and wait until one's own process shows it."""
    answer = await socket.request("presence.set", **chosen)
    assert answer["type"] == "ok", answer
    await socket.event("presence.me", chosen=answer["chosen"])
    return answer


async def user_id(socket: Socket) -> int:
    return int((await socket.event("hello"))["user"]["id"])


async def card(asker: Socket, user: int) -> Event:
    return await asker.request("presence.card", user=user)


async def test_a_status_is_seen_with_its_words_until_it_ends(
    here: Socket, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    await here.request("room.open", room=await lobby(here))
    await watch.until(carol.username, "online")
    until = datetime.now(UTC) + timedelta(seconds=5)
    said = {"emoji": "🌴", "text": "at the sea", "until": until.isoformat()}
    assert (await theirs.request("presence.set", state="busy", **said))["type"] == "ok"
    entry = await watch.until(carol.username, "busy")
    assert (entry["status"]["emoji"], entry["status"]["text"]) == ("🌴", "at the sea")
    await here.next(lambda e: e["type"] == "room.here" and "at the sea" in str(e["users"]))
    # Nobody asks for anything: the end comes by itself.
    await watch.until(carol.username, "online", status=None)


async def test_what_is_absent_stays_and_what_is_empty_is_taken_away(
    watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    await theirs.request("presence.set", state="away", text="lunch")
    await theirs.request("presence.set", emoji="🍜")
    noodles = {"emoji": "🍜", "text": "lunch", "until": None}
    await watch.until(carol.username, "away", status=noodles)
    answer = await theirs.request("presence.set", state="auto", emoji="", text=" ")
    assert answer["chosen"] == {"state": "auto", "emoji": "", "text": "", "until": None}
    await watch.until(carol.username, "online", status=None)


async def test_an_offline_person_keeps_their_status_until_it_ends(
    watch: Watch, carol: Visitor
) -> None:
    soonest = datetime.now(UTC) + timedelta(hours=3, minutes=59)
    carol.submit("/status/", text="on holiday", ends="4h")
    entry = await watch.until(carol.username, "offline")
    while entry["status"] is None:
        await watch.hear()
        entry = watch.entry(carol.username) or entry
    assert entry["status"]["text"] == "on holiday"
    assert datetime.fromisoformat(entry["status"]["until"]) > soonest


async def test_one_is_told_how_others_see_one_when_connecting_and_after(theirs: Socket) -> None:
    me = await theirs.event("presence.me")
    assert (me["entry"]["state"], me["chosen"]["state"]) == ("online", "auto")
    await theirs.request("presence.set", state="invisible")
    me = await theirs.event("presence.me")
    assert (me["entry"]["state"], me["chosen"]["state"]) == ("offline", "invisible")


async def test_words_typed_in_a_room_set_the_status_by_either_door(
    ann: Visitor, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    answer = await theirs.request("presence.say", text="/busy 🎧 in a call for 30 minutes")
    assert answer["chosen"]["text"] == "in a call"
    assert (await watch.until(carol.username, "busy"))["status"]["emoji"] == "🎧"
    room = carol.new_room("Quiet")
    page = carol.submit(f"/rooms/{room}/", text="/back", client_id=str(uuid4()))
    assert page.status_code == 200
    assert "<p>/back</p>" not in page.text
    await watch.until(carol.username, "online")
    refused = await theirs.request("presence.say", text="/status gone until 25:99")
    assert refused["code"] == "invalid"
    assert "25:99" in refused["message"]


async def test_what_cannot_be_a_status_is_refused_in_words_and_loses_nothing(
    theirs: Socket,
) -> None:
    await choose(theirs, text="before")
    for wrong in WRONG:
        refused = await theirs.request("presence.set", **wrong)
        assert (refused["type"], refused["code"]) == ("error", "invalid"), refused
        assert len(refused["message"]) > 10
    kept = await theirs.request("presence.set", state="auto")
    assert kept["chosen"]["text"] == "before"


async def test_invisible_is_offline_in_the_list_and_last_seen_stands_still(
    watch: Watch, theirs: Socket, carol: Visitor, site: Site
) -> None:
    await watch.until(carol.username, "online")
    await choose(theirs, state="invisible")
    seen = (await watch.until(carol.username, "offline"))["last_seen"]
    assert seen is not None
    for idle in (True, False):
        await theirs.request("presence.idle", idle=idle)
    async with open_socket(site.here.socket_url, carol.cookie) as tab:
        await tab.event("presence.me")
        carol.get("/")
    again = await watch.begin(query=carol.username)
    assert (again["total"], again["groups"]["offline"]) == (1, 1)
    assert watch.entry(carol.username)["last_seen"] == seen  # type: ignore[index]


async def test_invisible_is_offline_on_every_page_and_card(
    ann: Visitor, here: Socket, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    user, room = await user_id(theirs), ann.new_room("Talk")
    carol.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    await watch.until(carol.username, "online")
    await choose(theirs, state="invisible")
    await watch.until(carol.username, "offline")
    shown = await card(here, user)
    assert (shown["entry"]["state"], shown["may_watch"]) == ("offline", True)
    assert [common["name"] for common in shown["rooms"]] == ["Lobby", "Talk"]
    assert "offline" in ann.get(f"/people/{user}/").text
    for page in ("/", f"/rooms/{room}/"):
        row = ann.get(page).text.partition(f'data-id="{user}"')[2][:200]
        assert 'data-state="online"' not in row


async def test_invisible_is_not_here_in_a_room_and_types_unseen(
    ann: Visitor, here: Socket, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    room = ann.new_room("Talk")
    carol.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    await theirs.event("presence.me")
    await here.request("room.open", room=room)
    await theirs.request("room.open", room=room)
    await here.event("room.here", count=2)
    await theirs.request("room.typing", room=room)
    await here.event("typing", room=room)
    await here.events_until_answer()
    await choose(theirs, state="invisible")
    await here.event("room.here", count=1)
    await theirs.request("room.typing", room=room)
    await theirs.request("room.read", room=room, position=0)
    await post(theirs, room, "I said something")
    await here.event("message", room=room)
    heard = [event["type"] for event in await here.events_until_answer()]
    assert not {"typing", "read", "room.here"} & set(heard)
    await watch.begin()
    await watch.until(carol.username, "offline")


async def test_only_roommates_see_who_shows_themselves_to_them(
    ann: Visitor, here: Socket, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    user = await user_id(theirs)
    await watch.until(carol.username, "online")
    show_to(carol, "roommates")
    assert (await watch.until(carol.username, "offline"))["last_seen"] is None
    me = await theirs.event("presence.me", audience="roommates")
    assert me["entry"]["state"] == "offline"
    carol.submit(f"/rooms/{await lobby(here)}/leave/", form_on="/rooms/")
    assert (await card(here, user))["entry"]["state"] == "offline"
    direct = int(ann.submit(f"/rooms/direct/{user}/", form_on="/").url.path.split("/")[2])
    assert (await card(here, user))["entry"]["state"] == "offline"
    await here.request("room.open", room=direct)
    assert (await here.event("room.here", room=direct))["count"] == 1
    room = ann.new_room("Ours")
    carol.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    assert (await card(here, user))["entry"]["state"] == "online"
    await here.request("room.open", room=room)
    await here.event("room.here", room=room, count=2)
    show_to(carol, "nobody")
    await here.event("room.here", room=room, count=1)
    assert (await card(here, user))["entry"]["state"] == "offline"


async def test_one_who_asked_is_told_once_that_somebody_is_back(
    here: Socket, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    user = await user_id(theirs)
    await watch.until(carol.username, "online")
    assert (await here.request("presence.notify", user=user))["code"] == "invalid"
    await choose(theirs, state="away")
    await watch.until(carol.username, "away")
    assert (await here.request("presence.notify", user=user))["type"] == "ok"
    assert (await card(here, user))["watching"] is True
    # Invisible looks the same as offline: nothing is told.
    await choose(theirs, state="invisible")
    await watch.until(carol.username, "offline")
    await choose(theirs, state="auto")
    assert (await here.event("presence.back"))["user"]["username"] == carol.username
    assert (await card(here, user))["watching"] is False
    for state in ("away", "auto"):
        await choose(theirs, state=state)
        await watch.until(carol.username, "online" if state == "auto" else "away")
    assert not [e for e in await here.events_until_answer() if e["type"] == "presence.back"]


async def test_who_was_not_there_to_be_told_is_told_when_they_come(
    site: Site, ann: Visitor, bob: Visitor, carol: Visitor, watch: Watch, theirs: Socket
) -> None:
    user = await user_id(theirs)
    await choose(theirs, state="away")
    await watch.until(carol.username, "away")
    async with open_socket(site.there.socket_url, bob.cookie) as socket:
        assert (await socket.request("presence.notify", user=user))["type"] == "ok"
    await watch.until(bob.username, "offline")
    await choose(theirs, state="auto")
    await watch.until(carol.username, "online")
    async with open_socket(site.here.socket_url, bob.cookie) as socket:
        assert (await socket.event("presence.back"))["user"]["id"] == user


async def test_who_refuses_notices_is_left_alone(
    here: Socket, watch: Watch, theirs: Socket, carol: Visitor
) -> None:
    user = await user_id(theirs)
    await choose(theirs, state="away")
    await watch.until(carol.username, "away")
    await here.request("presence.notify", user=user)
    show_to(carol, "everyone", refuses_notices="on")
    shown = await card(here, user)
    assert (shown["watching"], shown["may_watch"]) == (False, False)
    assert (await here.request("presence.notify", user=user))["code"] == "forbidden"
    assert (await here.request("presence.notify", user=10**9))["code"] == "not_found"
    assert (await card(here, 10**9))["code"] == "not_found"


async def test_a_browser_says_its_time_zone_once_and_the_card_shows_it(
    here: Socket, theirs: Socket
) -> None:
    user = await user_id(theirs)
    assert (await theirs.event("presence.me"))["timezone"] is None
    assert (await theirs.request("presence.zone", timezone="Mars/Base"))["code"] == "invalid"
    for zone in ("Asia/Shanghai", "Europe/Berlin"):
        assert (await theirs.request("presence.zone", timezone=zone))["type"] == "ok"
    assert (await card(here, user))["timezone"] == "Asia/Shanghai"


def show_to(person: Visitor, audience: str, **more: str) -> None:
    page = person.submit("/account/presence/", audience=audience, seen_audience="everyone", **more)
    assert page.status_code == 200
    assert "errorlist" not in page.text


async def lobby(socket: Socket) -> int:
    rooms = (await socket.event("rooms"))["rooms"]
    return next(int(room["id"]) for room in rooms if room["name"] == "Lobby")
