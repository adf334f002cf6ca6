"""The WebSocket contract, as an outside client sees it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from tests.site.conftest import Site, heard_before, post
from tests.sockets import Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


async def test_a_socket_is_greeted_and_told_its_rooms(here: Socket, ann: Visitor) -> None:
    hello = await here.event("hello")
    assert hello["user"]["username"] == ann.username
    assert hello["heartbeat"] == 25
    assert hello["limits"] == {
        "text": 4000,
        "frame": 65536,
        "rooms_open": 20,
        "frames_per_second": 50,
        "posts_per_second": 5,
    }
    rooms = (await here.event("rooms"))["rooms"]
    assert [room["name"] for room in rooms] == ["Lobby"]
    assert {"id", "name", "kind", "position", "version", "read"} <= rooms[0].keys()


async def test_a_stranger_is_told_4401(site: Site) -> None:
    for cookie in (None, "nonsense"):
        async with open_socket(site.here.socket_url, cookie) as socket:
            assert await socket.closed() == (4401, "signed out")


async def test_a_foreign_page_is_told_4403_and_ones_own_is_let_in(site: Site, ann: Visitor) -> None:
    url = site.here.socket_url
    for origin in ("http://evil.example", site.here.url + "0", "null"):
        async with open_socket(url, ann.cookie, origin=origin) as socket:
            assert await socket.closed() == (4403, "origin")
    async with open_socket(url, ann.cookie, origin=site.here.url) as socket:
        await socket.event("hello")


async def test_bad_frames_are_answered_and_the_socket_lives_on(here: Socket) -> None:
    for frame in ("not json", "[]", '"text"', b"{}", '{"type":"nonsense"}', "[" * 5000):
        await here.send_text(frame)
        refused = await here.event("error")
        assert (refused["code"], refused["id"]) == ("bad_request", None)
    refused = await here.request("room.open", room="one")
    assert refused["code"] == "bad_request"
    assert "room" in refused["message"]
    assert (await here.request("ping"))["type"] == "pong"


async def test_a_frame_too_large_closes_with_1009(here: Socket) -> None:
    await here.send_text('{"type":"ping","id":"' + "x" * 70_000 + '"}')
    assert (await here.closed())[0] == 1009


async def test_a_flood_closes_with_4429(here: Socket) -> None:
    await here.event("rooms")
    for _ in range(400):
        await here.send_text('{"type":"ping"}')
    assert (await here.closed())[0] == 4429


async def test_a_message_reaches_everybody_in_the_room(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    assert (await there.event("room.added"))["room"]["name"] == "Talk"
    for socket in (here, there):
        opened = await socket.request("room.open", room=room, since=None)
        assert (opened["type"], opened["messages"], opened["complete"]) == ("room.opened", [], True)
    sent = await post(here, room, "hi 你好 <b>")
    for socket in (here, there):
        event = await socket.event("message", room=room)
        assert event["message"] == sent
    assert sent["text"] == "hi 你好 <b>"
    assert sent["html"] == "<p>hi 你好 &lt;b&gt;</p>"
    assert (sent["position"], sent["version"]) == (1, 1)
    assert sent["author"]["username"] == ann.username
    assert sent["created_at"].endswith("Z")
    assert (await there.request("ping"))["rooms"] == {str(room): 1}


async def test_edits_and_deletions_arrive_live_and_by_catching_up(
    site: Site, here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    await there.event("room.added")
    await there.request("room.open", room=room)
    first, second = await post(here, room, "helo"), await post(here, room, "oops")
    edited = await here.request("message.edit", message=first["id"], text="hello")
    gone = await here.request("message.delete", message=second["id"])
    assert edited["message"]["text"] == "hello"
    assert "text" not in gone["message"]
    assert gone["message"]["deleted_at"]
    for version in (1, 2, 3, 4):
        assert (await there.event("message"))["message"]["version"] == version
    async with open_socket(site.there.socket_url, bob.cookie) as again:
        caught_up = await again.request("room.open", room=room, since=2)
        assert caught_up["complete"]
        assert caught_up["messages"] == [edited["message"], gone["message"]]
        assert (await again.request("room.open", room=room, since=99))["complete"] is False


async def test_the_same_client_id_posts_once_through_every_door(
    site: Site, here: Socket, ann: Visitor
) -> None:
    room, client_id = ann.new_room("Talk"), str(uuid4())
    async with open_socket(site.there.socket_url, ann.cookie) as other:
        answers = await asyncio.gather(
            *(
                socket.request("message.post", room=room, client_id=client_id, text="once")
                for socket in (here, other)
            )
        )
    ann.submit(f"/rooms/{room}/", text="once", client_id=client_id)
    again = await here.request("message.post", room=room, client_id=client_id, text="once")
    assert answers[0]["message"] == answers[1]["message"] == again["message"]
    history = await here.request("room.history", room=room, before=99)
    assert [m["id"] for m in history["messages"]] == [again["message"]["id"]]


async def test_members_elsewhere_hear_that_something_happened(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    await there.event("room.added")
    await post(here, room, "one")
    activity = await there.event("room.activity")
    assert (activity["room"], activity["position"], activity["version"]) == (room, 1, 1)
    await there.request("room.open", room=room)
    await post(here, room, "two")
    await there.event("message")
    kinds = [event["type"] for event in await heard_before(there, here)]
    assert "room.activity" not in kinds


async def test_a_private_room_is_not_there_for_strangers(
    here: Socket, there: Socket, ann: Visitor
) -> None:
    room = ann.new_room("Den", kind="private")
    await post(here, room, "secret")
    client_id = str(uuid4())
    for answer in (
        await there.request("room.open", room=room),
        await there.request("room.history", room=room, before=9),
        await there.request("message.post", room=room, client_id=client_id, text="hi"),
        await there.request("room.typing", room=room),
        await there.request("room.read", room=room, position=1),
        await there.request("room.open", room=10**9),
    ):
        assert (answer["type"], answer["code"]) == ("error", "not_found")
    await post(here, room, "more")
    assert not [e for e in await heard_before(there, here) if e.get("room") == room]


async def test_a_public_room_is_read_by_members_only(
    here: Socket, there: Socket, ann: Visitor
) -> None:
    room = ann.new_room("Talk")
    await here.event("room.added")
    assert (await there.request("room.open", room=room))["code"] == "forbidden"


async def test_a_removed_member_hears_nothing_more_and_keeps_the_socket(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Talk")
    ann.submit(f"/rooms/{room}/invite/", form_on=f"/rooms/{room}/", username=bob.username)
    await there.event("room.added")
    await there.request("room.open", room=room)
    user_id = (await there.event("hello"))["user"]["id"]
    settings = f"/rooms/{room}/settings/"
    ann.submit(f"/rooms/{room}/members/{user_id}/remove/", form_on=settings)
    assert await there.event("room.closed") == {
        "type": "room.closed",
        "room": room,
        "reason": "removed",
    }
    await post(here, room, "about bob")
    assert not [e for e in await heard_before(there, here) if e["type"] == "message"]
    assert (await there.request("room.open", room=room))["code"] == "forbidden"


async def test_a_new_name_reaches_members_with_and_without_the_room_open(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    await there.event("room.added")
    await here.request("room.open", room=room)
    ann.submit(f"/rooms/{room}/settings/", name="Chat", topic="All")
    for socket in (here, there):
        changed = (await socket.event("room.changed"))["room"]
        assert changed.items() >= {"id": room, "name": "Chat", "topic": "All"}.items()


async def test_typing_is_seen_by_the_others_alone(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    for socket in (here, there):
        await socket.request("room.open", room=room)
    # Typing is not told of somebody who may turn out to be invisible.
    await here.event("presence.me")
    await here.send_text(f'{{"type":"room.typing","room":{room}}}')
    assert (await there.event("typing"))["user"]["username"] == ann.username
    assert not [e for e in await heard_before(here, here) if e["type"] in ("typing", "ok")]


async def test_read_marks_are_in_step_between_ones_sockets(
    site: Site, here: Socket, ann: Visitor
) -> None:
    room = ann.new_room("Talk")
    async with open_socket(site.there.socket_url, ann.cookie) as other:
        await other.event("rooms")
        await post(here, room, "one")
        assert (await other.event("read", room=room))["position"] == 1
        await here.request("room.read", room=room, position=0, unread=True)
        assert (await other.event("read", room=room))["position"] == 0


async def test_improper_posts_are_refused_with_a_reason(here: Socket, ann: Visitor) -> None:
    room = ann.new_room("Talk")
    for text in ("", "   ", "x" * 4001, "a\0b"):
        answer = await here.request("message.post", room=room, client_id=str(uuid4()), text=text)
        assert (answer["type"], answer["code"]) == ("error", "invalid")
        assert answer["message"]
    bad_id = await here.request("message.post", room=room, client_id="1", text="hi")
    assert bad_id["code"] == "bad_request"


async def test_what_is_wrong_is_said_in_ones_own_language(site: Site, ann: Visitor) -> None:
    room = ann.new_room("Talk")
    post = {"room": room, "client_id": str(uuid4()), "text": " "}
    url = site.here.socket_url
    async with open_socket(url, ann.cookie, language="zh-CN,zh;q=0.9") as socket:
        assert (await socket.request("message.post", **post))["message"] == "消息内容不能为空。"
    async with open_socket(url, ann.cookie) as socket:
        refused = await socket.request("message.post", **post)
        assert refused["message"] == "A message needs some text."


async def test_posting_too_fast_says_when_to_try_again(site: Site, carol: Visitor) -> None:
    room = carol.new_room("Talk")
    async with open_socket(site.here.socket_url, carol.cookie) as here:
        answers = [
            await here.request("message.post", room=room, client_id=str(uuid4()), text="!")
            for _ in range(60)
        ]
    refused = [answer for answer in answers if answer["type"] == "error"]
    assert refused
    assert all(r["code"] == "too_fast" and r["retry_after"] > 0 for r in refused)


async def test_no_socket_outlives_a_log_out_that_happens_while_it_comes(
    site: Site, carol: Visitor
) -> None:
    cookie = carol.cookie

    async def come(number: int) -> tuple[int, str]:
        url = (site.here, site.there)[number % 2].socket_url
        async with open_socket(url, cookie) as socket:
            return await socket.closed()

    coming = [asyncio.ensure_future(come(number)) for number in range(40)]
    await asyncio.to_thread(carol.log_out)
    assert set(await asyncio.gather(*coming)) == {(4401, "signed out")}


async def test_a_conversation_is_called_by_the_other_one_in_both_lists(
    site: Site, ann: Visitor, bob: Visitor
) -> None:
    async with (
        open_socket(site.here.socket_url, ann.cookie) as here,
        open_socket(site.there.socket_url, bob.cookie) as there,
    ):
        bobs_id = (await there.event("hello"))["user"]["id"]
        await here.event("rooms")
        await there.event("rooms")
        ann.submit(f"/rooms/direct/{bobs_id}/", form_on="/rooms/new/")
        assert (await here.event("room.added"))["room"]["name"] == bob.username
        assert (await there.event("room.added"))["room"]["name"] == ann.username
