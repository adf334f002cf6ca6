"""Reactions, pins and bookmarks, live: in one process on SQLite, in two on PostgreSQL and Redis."""

from __future__ import annotations

import pytest

from tests.site.conftest import Site, heard_before, post
from tests.sockets import Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


async def shared_room(ann: Visitor, bob: Visitor, *sockets: Socket) -> int:
    """A room of ann's that bob is in, open on these sockets."""
    room = ann.new_room("Marks")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    for socket in sockets:
        assert (await socket.request("room.open", room=room))["type"] == "room.opened"
    return room


async def test_reactions_and_pins_are_seen_live_and_after_a_while_away(
    site: Site, here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await shared_room(ann, bob, here, there)
    message = (await post(here, room, "Lunch?"))["id"]
    await there.event("message", room=room)
    answer = await there.request("message.react", message=message, emoji="👍", on=True)
    told = (await here.next(lambda event: event.get("message", {}).get("reactions")))["message"]
    assert told == answer["message"]
    (reaction,) = told["reactions"]
    assert (reaction["emoji"], reaction["count"], reaction["others"]) == ("👍", 1, [])
    assert [user["username"] for user in reaction["users"]] == [bob.username]
    assert told["version"] == 2
    everybody = await here.request("message.reactions", message=message)
    assert everybody["reactions"] == told["reactions"]
    await there.request("message.pin", message=message, on=True)
    assert (await here.event("pins"))["count"] == 1
    opened = await here.request("room.open", room=room, since=1)
    assert opened["messages"][0]["pinned"]["by"]["username"] == bob.username
    assert opened["pins"] == 1
    pinned = await here.request("room.pins", room=room)
    assert [each["id"] for each in pinned["messages"]] == [message]
    await here.request("message.react", message=message, emoji="👍", on=False)
    await there.request("message.react", message=message, emoji="👍", on=False)
    gone = await here.next(lambda event: event.get("message", {}).get("version") == 4)
    assert "reactions" not in gone["message"]


async def test_bookmarks_are_told_to_ones_own_sockets_and_to_nobody_else(
    site: Site, here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await shared_room(ann, bob, here, there)
    message = (await post(there, room, "Remember the milk"))["id"]
    async with open_socket(site.there.socket_url, ann.cookie) as other_tab:
        await other_tab.event("rooms")
        await here.request("message.bookmark", message=message, on=True)
        event = await other_tab.event("bookmark")
        assert (event["room"], event["message"], event["on"]) == (room, message, True)
    kept = [await socket.request("room.bookmarks", room=room) for socket in (here, there)]
    assert [answer["messages"] for answer in kept] == [[message], []]
    events = await heard_before(there, here)
    assert not [event for event in events if event["type"] == "bookmark"]


async def test_strangers_mark_and_read_nothing(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Elsewhere")
    message = (await post(here, room, "not for bob"))["id"]
    for request in (
        {"type": "message.react", "emoji": "👍"},
        {"type": "message.pin"},
        {"type": "message.bookmark"},
    ):
        kind = request.pop("type")
        refused = await there.request(kind, message=message, on=True, **request)
        assert refused["code"] == "not_found"
    assert (await there.request("room.bookmarks", room=room))["messages"] == []
    assert (await there.request("message.reactions", message=message))["code"] == "not_found"
    assert (await there.request("room.pins", room=room))["code"] == "forbidden"
    assert (await there.request("room.pins", room=10**9))["code"] == "not_found"


async def test_marks_have_a_pace(here: Socket, ann: Visitor) -> None:
    room = ann.new_room("Fidgety")
    message = (await post(here, room, "on and off"))["id"]
    for number in range(200):
        answer = await here.request("message.pin", message=message, on=number % 2 == 0)
        if answer["type"] == "error":
            break
    assert (answer["code"], answer["retry_after"] > 0) == ("too_fast", True)


async def test_what_cannot_be_marked_is_refused_and_the_socket_lives_on(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await shared_room(ann, bob, here, there)
    message = (await post(here, room, "hi"))["id"]
    for emoji, code in (("nonsense", "invalid"), ("👍" * 50, "bad_request"), (7, "bad_request")):
        refused = await there.request("message.react", message=message, emoji=emoji, on=True)
        assert refused["code"] == code
    refused = await there.request("message.react", message=message, emoji="👍")
    assert refused["code"] == "bad_request"
    await here.request("message.delete", message=message)
    for kind in ("message.pin", "message.bookmark"):
        assert (await there.request(kind, message=message, on=True))["code"] == "invalid"
    refused = await there.request("message.react", message=message, emoji="👍", on=True)
    assert (refused["code"], refused["message"]) == ("invalid", "This message has been deleted.")
    assert (await there.request("ping"))["type"] == "pong"
