"""What nobody should send: refused with a reason, or shown as it is, and nobody else disturbed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from html import escape
from uuid import uuid4

import pytest
import pytest_asyncio
from websockets.exceptions import ConnectionClosed

from tests.site.conftest import Site, post
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

SITE_ENV = {"POSTS_PER_SECOND": "1000"}  # What is refused here is not refused for its pace.

ODD_BUT_SHOWN = {
    "control characters": "a\x01\x08\x1b[31m\x7f\x85b",
    "right-to-left overrides": "\u202egnp.exe\u202c \u2066isolate\u2069 \u200fשלום",
    "combining marks": "z" + "\u0301" * 3999,
    "separators of lines": "a\u2028b\u2029c\x0bd\x0ce",
    "what is no character": "\ufffe\uffff\U0010ffff",
    "markup": "<script>alert(1)</script><!-- ]]> &amp; {{ x }} {% y %}",
}
NO_CLIENT_IDS = ["", "1", "x" * 36, "0" * 37, None, 5, 1.5, True, [], {}]
NO_VERSIONS = [-1, 2**53 + 1, 10**400, 1.5, "1", True, [], {}]


@pytest_asyncio.fixture
async def room(
    site: Site, here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> AsyncIterator[int]:
    """A room that ann and bob have open; when the test is over bob has heard nothing amiss."""
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    await there.next(lambda event: event["type"] == "room.added" and event["room"]["id"] == room)
    for socket in (here, there):
        await socket.request("room.open", room=room)
    yield room
    async with open_socket(site.here.socket_url, ann.cookie) as again:
        last = await post(again, room, "still here")
    events = await until_message(there, last)
    assert not [event for event in events if event["type"] in ("error", "catch_up")]


async def until_message(socket: Socket, message: Event) -> list[Event]:
    """Everything a socket heard up to a message."""
    await socket.next(lambda event: event.get("message") == message)
    return await socket.events_until_answer()


async def history(socket: Socket, room: int) -> list[Event]:
    return list((await socket.request("room.history", room=room, after=0))["messages"])


async def test_only_its_author_edits_a_message(
    site: Site, here: Socket, there: Socket, room: int, carol: Visitor
) -> None:
    message = await post(here, room, "mine")
    for request in ("message.edit", "message.delete"):
        refused = await there.request(request, message=message["id"], text="yours")
        assert (refused["type"], refused["code"]) == ("error", "forbidden")
        assert refused["message"]
    async with open_socket(site.there.socket_url, carol.cookie) as stranger:
        for request in ("message.edit", "message.delete", "message.history"):
            refused = await stranger.request(request, message=message["id"], text="ours")
            assert refused["code"] == "not_found"
    assert await history(here, room) == [message]


@pytest.mark.parametrize(("kind", "code"), [("public", "forbidden"), ("private", "not_found")])
async def test_who_has_left_a_room_says_nothing_more_in_it(
    site: Site, here: Socket, ann: Visitor, carol: Visitor, kind: str, code: str
) -> None:
    room = ann.new_room("Talk", kind=kind)
    ann.submit(f"/rooms/{room}/invite/", form_on=f"/rooms/{room}/", username=carol.username)
    async with open_socket(site.there.socket_url, carol.cookie) as socket:
        await socket.request("room.open", room=room)
        said = await post(socket, room, "bye")
        carol.submit(f"/rooms/{room}/leave/", form_on=f"/rooms/{room}/")
        await socket.event("room.closed", room=room)
        refused = [
            await socket.request("room.open", room=room),
            await socket.request("message.post", room=room, client_id=str(uuid4()), text="?"),
        ]
        assert [answer["code"] for answer in refused] == [code] * len(refused)
        for request in ("message.edit", "message.delete"):
            answer = await socket.request(request, message=said["id"], text="?")
            assert answer["code"] in ("forbidden", "not_found")
        again = await socket.request(
            "message.post", room=room, client_id=said["client_id"], text="bye"
        )
        assert again["message"] == said
    assert await history(here, room) == [said]


async def test_a_version_from_the_future_or_of_another_room_brings_the_newest(
    here: Socket, room: int, ann: Visitor
) -> None:
    other = ann.new_room("Other")
    versions = [(await post(here, other, str(number)))["version"] for number in range(3)]
    message = await post(here, room, "one")
    for since in (versions[-1], 2**53):
        opened = await here.request("room.open", room=room, since=since)
        assert (opened["version"], opened["complete"]) == (message["version"], False)
        assert opened["messages"] == [message]


@pytest.mark.parametrize("since", NO_VERSIONS, ids=lambda since: str(since)[:20])
async def test_what_is_no_version_is_refused(here: Socket, room: int, since: object) -> None:
    refused = await here.request("room.open", room=room, since=since)
    assert (refused["type"], refused["code"]) == ("error", "bad_request")
    assert (await here.request("ping"))["type"] == "pong"


async def test_a_frame_of_a_megabyte_closes_with_1009(
    site: Site, room: int, carol: Visitor
) -> None:
    async with open_socket(site.there.socket_url, carol.cookie) as socket:
        await socket.event("hello")
        frame = {"type": "message.post", "room": room, "text": "x" * 2**20}
        await socket.send_text(json.dumps(frame))
        assert (await socket.closed())[0] == 1009


async def test_what_is_no_uuid_posts_nothing(here: Socket, room: int) -> None:
    for client_id in NO_CLIENT_IDS:
        answer = await here.request("message.post", room=room, client_id=client_id, text="hi")
        assert (answer["type"], answer["code"]) == ("error", "bad_request"), client_id
        assert "client_id" in answer["message"]
    missing = await here.request("message.post", room=room, text="hi")
    assert missing["code"] == "bad_request"
    assert await history(here, room) == []


@pytest.mark.parametrize("text", ODD_BUT_SHOWN.values(), ids=ODD_BUT_SHOWN)
async def test_odd_texts_are_kept_and_shown_as_they_are(
    here: Socket, there: Socket, room: int, bob: Visitor, text: str
) -> None:
    message = await post(here, room, text)
    assert message["text"] == text
    assert (await there.event("message", room=room))["message"] == message
    assert "<script>" not in message["html"]
    page = bob.get(f"/rooms/{room}/")
    assert page.status_code == 200
    assert escape(text.splitlines()[0]) in page.text


@pytest.mark.parametrize("text", ["z" + "\u0301" * 10_000, "a\0b", " \u2003 ", "\r\n"])
async def test_improper_texts_are_refused_with_a_reason(here: Socket, room: int, text: str) -> None:
    message = await post(here, room, "before")
    for request, fields in (
        ("message.post", {"room": room, "client_id": str(uuid4())}),
        ("message.edit", {"message": message["id"]}),
    ):
        refused = await here.request(request, **fields, text=text)
        assert (refused["type"], refused["code"]) == ("error", "invalid")
        assert refused["message"]
    assert await history(here, room) == [message]


async def test_half_a_character_is_refused_and_the_socket_lives_on(here: Socket, room: int) -> None:
    frame = {"type": "message.post", "room": room, "client_id": str(uuid4()), "text": "@"}
    await here.send_text(json.dumps(frame).replace("@", "\\ud83d"))
    assert (await here.event("error"))["code"] == "bad_request"
    assert await history(here, room) == []


async def test_a_flood_harms_only_who_floods(
    site: Site, here: Socket, there: Socket, room: int, carol: Visitor
) -> None:
    async with open_socket(site.there.socket_url, carol.cookie) as socket:
        await socket.event("rooms")
        await flood(socket, room)
        message = await post(here, room, "meanwhile")
        await there.next(lambda event: event.get("message") == message)
        assert (await socket.closed())[0] == 4429


async def flood(socket: Socket, room: int) -> None:
    """Ask the database a hundred things, and then for what any machine answers faster than allowed.

    Requests are taken one after the other: of what asks the database, a slow machine takes no more
    a second than anybody may send.
    """
    opens = [json.dumps({"type": "room.open", "id": str(n), "room": room}) for n in range(100)]
    with suppress(ConnectionClosed):
        for frame in [*opens, *['{"type":"ping"}'] * 1000]:
            await socket.send_text(frame)
