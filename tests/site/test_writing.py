"""While one writes: commands that others see live, and whom the beginning of a name may mean."""

from __future__ import annotations

import pytest

from tests.site.conftest import Site
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


async def command(socket: Socket, room: int, text: str) -> Event:
    return await socket.request("room.command", room=room, text=text)


async def names(socket: Socket, room: int, query: str = "") -> list[tuple[str, str, bool]]:
    answer = await socket.request("people.complete", room=room, query=query)
    assert answer["type"] == "people.found", answer
    return [(user["username"], user["state"], user["is_member"]) for user in answer["users"]]


async def test_a_command_is_carried_out_and_seen_by_the_others(
    site: Site, ann: Visitor, bob: Visitor, here: Socket, there: Socket
) -> None:
    room = ann.new_room("Commands")
    bob.submit(f"/rooms/{room}/join/", form_on=f"/rooms/{room}/")
    await there.event("room.added")
    done = await command(here, room, "/topic Tea")
    assert (done["type"], done["words"], done["leads"]) == (
        "room.commanded",
        "The topic is changed.",
        "room",
    )
    assert (await there.event("room.changed"))["room"]["topic"] == "Tea"
    assert (await command(here, room, "/shrug well"))["post"].startswith("well ¯")
    assert (await command(here, room, "/busy in a call"))["status"]["state"] == "busy"
    assert (await command(there, room, "/leave"))["leads"] == "rooms"
    assert (await there.event("room.closed"))["room"] == room


async def test_what_is_no_command_is_refused_in_the_language_of_who_wrote_it(
    site: Site, ann: Visitor, here: Socket
) -> None:
    room = ann.new_room("Mistakes")
    refused = await command(here, room, "/tpoic")
    assert refused["code"] == "invalid"
    assert "/help" in refused["message"]
    async with open_socket(site.here.socket_url, ann.cookie, language="zh-hans") as chinese:
        refused = await command(chinese, room, "/tpoic")
        assert "没有 /tpoic" in refused["message"]
        done = await command(chinese, room, "/incident high Fire")
        assert done["post"].startswith("**事件**（高）"), done
    assert (await command(here, room, "x" * 5000))["code"] == "invalid"
    assert (await command(here, room, "/topic \0"))["code"] == "invalid"


async def test_a_stranger_gets_neither_names_nor_commands(ann: Visitor, there: Socket) -> None:
    room = ann.new_room("Secret", kind="private")
    for text in ("/topic", "/status x", "/nonsense"):
        assert (await command(there, room, text))["code"] == "not_found"
    answer = await there.request("people.complete", room=room, query="")
    assert answer["code"] == "not_found"
    assert (await there.request("rooms.complete", query="sec"))["rooms"] == []


async def test_who_is_online_is_offered_first(
    site: Site, ann: Visitor, bob: Visitor, here: Socket
) -> None:
    room = ann.new_room("Names")
    with Visitor(site.there.url, "abel") as abel, Visitor(site.there.url, "aaron") as aaron:
        for member in (abel.sign_up(), aaron.sign_up()):
            member.submit(f"/rooms/{room}/join/", form_on=f"/rooms/{room}/")
        assert await names(here, room, "A") == [
            ("aaron", "offline", True),
            ("abel", "offline", True),
        ]
        async with open_socket(site.there.socket_url, abel.cookie) as socket:
            await socket.event("hello")
            await here.request("room.open", room=room)
            await here.next(lambda event: event["type"] == "room.here" and event["count"] == 2)
            assert await names(here, room, "A") == [
                ("abel", "online", True),
                ("aaron", "offline", True),
            ]


async def test_a_query_that_is_no_name_is_refused(ann: Visitor, here: Socket) -> None:
    room = ann.new_room("Odd")
    for query, code in (("\0", "invalid"), ("x" * 65, "bad_request"), (7, "bad_request")):
        answer = await here.request("people.complete", room=room, query=query)
        assert answer["code"] == code, query
