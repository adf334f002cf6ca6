"""Replies and chains on the wire, for people on two processes where there are two."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.site.conftest import post
from tests.sockets import Event, Socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]


async def reply(socket: Socket, to: Event, text: str) -> Event:
    return await socket.request(
        "message.post", room=to["room"], client_id=str(uuid4()), text=text, reply_to=to["id"]
    )


async def both_in_a_room(here: Socket, there: Socket, ann: Visitor, bob: Visitor) -> int:
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on="/rooms/")
    for socket in (here, there):
        assert (await socket.request("room.open", room=room))["type"] == "room.opened"
    return room


async def test_a_reply_and_the_count_of_its_chain_reach_everybody(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await both_in_a_room(here, there, ann, bob)
    question = await post(here, room, "shall we **go**?")
    answer = (await reply(there, question, "yes"))["message"]
    assert answer["thread"] == question["id"]
    told = [(await here.event("message"))["message"] for _ in range(3)]
    assert [message["version"] for message in told] == [1, 2, 3]
    assert told[1]["reply_to"]["text"] == "shall we go?"
    assert told[1]["reply_to"]["author"]["username"] == "ann"
    assert told[2]["id"] == question["id"]
    assert told[2]["replies"] == {"count": 1, "last_at": answer["created_at"]}
    assert "replies" not in question
    assert (await there.event("thread.read"))["seen"] == 1
    # Who was away in between hears of the chain as of any change.
    caught_up = await here.request("room.open", room=room, since=1)
    assert [m["id"] for m in caught_up["messages"]] == [question["id"], answer["id"]]
    assert caught_up["messages"][0]["replies"]["count"] == 1


async def test_a_chain_is_opened_and_read_with_a_mark_of_its_own(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await both_in_a_room(here, there, ann, bob)
    question = await post(here, room, "shall we?")
    answers = [(await reply(there, question, text))["message"] for text in ("yes", "now")]
    opened = await here.request("thread.open", message=answers[1]["id"])
    assert opened["message"]["id"] == question["id"]
    assert [message["text"] for message in opened["replies"]] == ["yes", "now"]
    assert (opened["more"], opened["seen"]) == (False, 0)
    for _ in range(2):
        read = await here.request("thread.read", message=question["id"], seen=2)
        assert read["type"] == "ok"
    assert (await here.event("thread.read"))["seen"] == 2
    marks = await here.request("thread.marks", messages=[question["id"], answers[0]["id"]])
    assert marks["marks"] == {str(question["id"]): 2}
    page = await here.request("thread.open", message=question["id"], before=3)
    assert [message["text"] for message in page["replies"]] == ["yes"]


async def test_what_one_may_not_read_one_can_neither_answer_nor_open(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await both_in_a_room(here, there, ann, bob)
    secret = await post(here, ann.new_room("Den", "private"), "psst")
    refused = [
        await reply(there, {**secret, "room": room}, "what?"),
        await reply(here, {**secret, "room": room}, "from the other room"),
        await reply(there, secret, "into it"),
        await there.request("thread.open", message=secret["id"]),
        await there.request("thread.read", message=secret["id"], seen=1),
    ]
    assert [answer.get("code") for answer in refused] == ["not_found"] * 5
    marks = await there.request("thread.marks", messages=[secret["id"]])
    assert marks["marks"] == {}
    gone = await post(here, room, "never mind")
    await here.request("message.delete", message=gone["id"])
    answer = await reply(there, gone, "what was it?")
    assert answer["code"] == "invalid"
    assert "deleted" in answer["message"]
    bad = await there.request("thread.marks", messages=list(range(1, 502)))
    assert bad["code"] == "bad_request"


async def test_a_former_member_loses_the_chain(
    here: Socket, there: Socket, ann: Visitor, bob: Visitor
) -> None:
    room = await both_in_a_room(here, there, ann, bob)
    question = await post(here, room, "shall we?")
    await reply(there, question, "yes")
    bob.submit(f"/rooms/{room}/leave/", form_on=f"/rooms/{room}/")
    assert (await there.event("room.closed", room=room))["reason"] == "left"
    assert (await there.request("thread.open", message=question["id"]))["code"] == "not_found"
    assert (await reply(there, question, "more"))["code"] == "forbidden"
