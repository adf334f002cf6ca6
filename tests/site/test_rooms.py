"""Rooms through their doors: live to every member, whatever process, and whoever asks at once."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.beside import Shell, shell
from tests.site.conftest import Site, heard_before, post
from tests.sockets import Event, Socket, open_socket
from tests.visitors import Visitor

pytestmark = [pytest.mark.asyncio, pytest.mark.server]

AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from django.core.exceptions import ValidationError
from django.db import connection
from accounts.models import User
from chat import actions
from chat.models import Room, RoomInvitation

def attempt(what):
    def once(number):
        try:
            return what(number)
        except ValidationError:
            return None
        finally:
            connection.close()
    with ThreadPoolExecutor(8) as hands:
        return list(hands.map(once, range(16)))
"""
ONE_CONVERSATION = """
people = [User.objects.create_user(f"{name}{n}") for n in range(4)]
ids = [person.pk for person in people]
found = attempt(lambda n: actions.open_conversation(people[n % 4], ids).pk)
answer = [len(set(found)), Room.objects.get(pk=found[0]).members.count()]
"""
LAST_USE = """
people = [User.objects.create_user(f"{name}{n}") for n in range(16)]
room = actions.create_room(people[0], name="Den", kind="private")
invitation, token = actions.make_invitation(people[0], room.pk, most_uses=3)
found = attempt(lambda n: actions.use_invitation(people[n], token).pk)
answer = [sum(pk is not None for pk in found[1:]), room.members.count() - 1,
          RoomInvitation.objects.get(pk=invitation.pk).used]
"""
LAST_OWNER = """
people = [User.objects.create_user(f"{name}{n}") for n in range(8)]
room = actions.create_room(people[0], name="Hall")
for person in people[1:]:
    actions.join_room(person, room.pk)
    actions.set_role(people[0], room.pk, person.pk, "owner")
def step_down(n):
    try:
        actions.set_role(people[n % 8], room.pk, people[n % 8].pk, "member")
    except Exception as refusal:
        return None
attempt(step_down)
answer = room.memberships.filter(role="owner").count()
"""


@pytest.fixture(scope="module")
def beside(site: Site) -> Iterator[Shell]:
    with shell(site.here.data_dir, **site.env) as command:
        yield command


@pytest.fixture(scope="module")
def talk(site: Site, ann: Visitor, bob: Visitor) -> int:
    """A room of ann's that bob has joined."""
    room = ann.new_room("Talk")
    bob.submit(f"/rooms/{room}/join/", form_on=f"/rooms/{room}/")
    return room


def my(room: int, rooms: Event) -> Event:
    return next(each for each in rooms["rooms"] if each["id"] == room)


@pytest.mark.parametrize(
    ("name", "code", "outcome"),
    [
        ("talker", ONE_CONVERSATION, [1, 4]),
        ("guest", LAST_USE, [3, 3, 3]),
        ("owner", LAST_OWNER, 1),
    ],
    ids=["conversation", "link", "owner"],
)
async def test_what_many_do_at_once_happens_as_often_as_it_may(
    beside: Shell, name: str, code: str, outcome: object
) -> None:
    assert beside.run(AT_ONCE + code, name=name) == outcome


async def test_what_a_room_is_to_me_is_told_to_my_tabs_and_kept(
    site: Site, bob: Visitor, there: Socket, talk: int
) -> None:
    async with open_socket(site.here.socket_url, bob.cookie) as other_tab:
        await other_tab.event("rooms")
        assert (await there.request("room.favourite", room=talk, on=True))["type"] == "ok"
        assert (await other_tab.event("room.mine", room=talk))["favourite"] == 1
        await there.request("room.mute", room=talk, on=True)
        assert (await other_tab.event("room.mine", room=talk))["muted"] is True
    async with open_socket(site.here.socket_url, bob.cookie) as later:
        mine = my(talk, await later.event("rooms"))
    assert (mine["favourite"], mine["muted"], mine["archived"]) == (1, True, False)


async def test_an_archived_room_is_told_refuses_and_is_read(
    ann: Visitor, here: Socket, there: Socket, talk: int
) -> None:
    said = await post(here, talk, "before")
    await there.request("room.open", room=talk)
    ann.submit(f"/rooms/{talk}/archive/", form_on=f"/rooms/{talk}/settings/")
    for socket in (here, there):
        told = await socket.event("room.changed")
        assert (told["room"]["id"], told["room"]["archived"]) == (talk, True)
    for request, fields in {
        "message.post": {"room": talk, "client_id": str(uuid4()), "text": "no"},
        "message.edit": {"message": said["id"], "text": "no"},
        "message.delete": {"message": said["id"]},
        "message.react": {"message": said["id"], "emoji": "👍", "on": True},
    }.items():
        answer = await here.request(request, **fields)
        assert (answer["type"], answer.get("code")) == ("error", "forbidden"), request
        assert "archived" in answer["message"]
    opened = await there.request("room.open", room=talk)
    assert [message["text"] for message in opened["messages"]] == ["before"]
    ann.submit(f"/rooms/{talk}/restore/", form_on=f"/rooms/{talk}/settings/")
    assert (await there.event("room.changed"))["room"]["archived"] is False
    await post(there, talk, "after")


async def test_a_new_role_is_told_to_whom_it_concerns(
    ann: Visitor, here: Socket, there: Socket, talk: int
) -> None:
    bob = (await there.event("hello"))["user"]["id"]
    path = f"/rooms/{talk}/members/{bob}/role/"
    for role in ("owner", "member"):
        ann.submit(path, form_on=f"/rooms/{talk}/about/", role=role)
        assert (await there.event("room.mine", room=talk))["role"] == role
    assert not [e for e in await heard_before(here, here) if e["type"] == "room.mine"]


async def test_a_strangers_socket_changes_nothing_of_a_room(
    site: Site, carol: Visitor, talk: int, ann: Visitor
) -> None:
    den = ann.new_room("Den", "private")
    async with open_socket(site.there.socket_url, carol.cookie) as socket:
        for room, code in ((talk, "forbidden"), (den, "not_found"), (10**9, "not_found")):
            for request, fields in {
                "room.favourite": {"on": True},
                "room.mute": {"on": True},
                "room.move": {"by": 1},
            }.items():
                answer = await socket.request(request, room=room, **fields)
                assert answer.get("code") == code, (request, room)
        for fields in ({"room": talk}, {"room": talk, "by": 7}, {"room": "x", "by": 1}):
            answer = await socket.request("room.move", **fields)
            assert answer["code"] == "bad_request"
