"""Who owns a room and may change it, and what an archived one still lets happen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from accounts.models import User
from chat import actions, reading
from chat.listing import rooms_of
from chat.models import Membership, Room
from tests.rooms import say

pytestmark = pytest.mark.django_db

OWNER, MEMBER = Membership.Role.OWNER, Membership.Role.MEMBER

OWNERS_DO: dict[str, Callable[[User, Room], object]] = {
    "rename": lambda actor, room: actions.change_room(actor, room.pk, name="Hall"),
    "say what it is about": lambda actor, room: actions.change_room(actor, room.pk, topic="News"),
    "describe": lambda actor, room: actions.change_room(actor, room.pk, description="Be kind"),
    "archive": lambda actor, room: actions.archive_room(actor, room.pk),
    "restore": lambda actor, room: actions.restore_room(actor, room.pk),
    "make owners": lambda actor, room: actions.set_role(actor, room.pk, actor.pk, OWNER),
    "remove members": lambda actor, room: actions.remove_member(actor, room.pk, actor.pk),
}


@pytest.mark.parametrize("what", OWNERS_DO)
def test_only_owners_do_what_owners_do(
    lobby: Room, den: Room, ann: User, bob: User, carol: User, what: str
) -> None:
    for stranger_or_member in (bob, carol):
        with pytest.raises(PermissionDenied):
            OWNERS_DO[what](stranger_or_member, lobby)
    with pytest.raises(Room.DoesNotExist):
        OWNERS_DO[what](carol, den)
    OWNERS_DO[what](ann, lobby)


def test_what_is_not_named_stays(lobby: Room, ann: User) -> None:
    actions.change_room(ann, lobby.pk, description=" Be kind \r\n\r\n to each other ")
    room = actions.change_room(ann, lobby.pk, topic="News")
    assert (room.name, room.topic, room.description) == (
        "Lobby",
        "News",
        "Be kind \n\n to each other",
    )


@pytest.mark.parametrize("field", [{"description": "x" * 2001}, {"topic": "a\0b"}, {"name": ""}])
def test_an_improper_change_is_refused(lobby: Room, ann: User, field: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        actions.change_room(ann, lobby.pk, **field)


def test_an_owner_makes_another_and_steps_down(lobby: Room, ann: User, bob: User) -> None:
    with pytest.raises(ValidationError, match="needs an owner"):
        actions.set_role(ann, lobby.pk, ann.pk, MEMBER)
    actions.set_role(ann, lobby.pk, bob.pk, OWNER)
    actions.set_role(bob, lobby.pk, ann.pk, MEMBER)
    assert list(lobby.memberships.filter(role=OWNER).values_list("user", flat=True)) == [bob.pk]
    with pytest.raises(PermissionDenied):
        actions.set_role(ann, lobby.pk, ann.pk, OWNER)


def test_who_is_not_a_member_gets_no_role(lobby: Room, ann: User, carol: User) -> None:
    with pytest.raises(Membership.DoesNotExist):
        actions.set_role(ann, lobby.pk, carol.pk, OWNER)


def test_who_opened_a_room_is_remembered(lobby: Room, ann: User, bob: User) -> None:
    assert lobby.created_by == ann
    assert actions.open_direct(bob, ann.pk).created_by == bob


def test_an_archived_room_is_read_and_nothing_else(lobby: Room, ann: User, bob: User) -> None:
    message = say(bob, lobby, "what we said")[0]
    posted = message.client_id
    actions.archive_room(ann, lobby.pk)
    for attempt in (
        lambda: say(bob, lobby, "one more"),
        lambda: actions.edit_message(bob, message.pk, "what we meant"),
        lambda: actions.delete_message(ann, message.pk),
        lambda: actions.change_room(ann, lobby.pk, topic="News"),
        lambda: actions.invite(ann, lobby.pk, "ann") and actions.invite(ann, lobby.pk, "bob"),
    ):
        with pytest.raises(PermissionDenied, match="archived"):
            attempt()
    assert [m.text for m in reading.page(bob, lobby.pk).messages] == ["what we said"]
    # What was posted before is answered as ever, for its answer may have been lost.
    assert actions.post_message(bob, lobby.pk, posted, "what we said").position == 1
    actions.restore_room(ann, lobby.pk)
    assert say(bob, lobby, "one more")[0].position == 2


def test_an_empty_archived_room_asks_nobody_to_say_hello(
    anns: Client, ann: User, den: Room
) -> None:
    def says(words: str) -> bool:
        (shown,) = re.findall(rf"<p data-when-\w+( hidden)?><strong>{words}", page())
        return not shown

    def page() -> str:
        return anns.get(den.get_absolute_url()).content.decode()

    assert (says("Nothing has been said"), says("Nothing was said")) == (True, False)
    actions.archive_room(ann, den.pk)
    assert (says("Nothing has been said"), says("Nothing was said")) == (False, True)


def test_an_archived_room_admits_nobody(lobby: Room, ann: User, carol: User) -> None:
    Room.objects.filter(pk=lobby.pk).update(welcomes_everyone=True)
    actions.archive_room(ann, lobby.pk)
    with pytest.raises(PermissionDenied, match="archived"):
        actions.join_room(carol, lobby.pk)
    assert lobby not in Room.objects.joinable_by(carol)
    dora = User.objects.create_user("dora", password="x")
    assert not Room.objects.of(dora).exists()


def test_one_refused_post_to_an_archived_room_fails_alone(
    lobby: Room, den: Room, ann: User
) -> None:
    from uuid import uuid4

    from chat.writer import Post

    actions.archive_room(ann, lobby.pk)
    refused, written = actions.post_messages(
        [Post(ann, lobby.pk, uuid4(), "no"), Post(ann, den.pk, uuid4(), "yes")]
    )
    assert isinstance(refused, PermissionDenied)
    assert not isinstance(written, Exception)


def test_an_archived_room_is_left_and_stands_at_the_end(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    actions.archive_room(ann, den.pk)
    assert [(room.name, room.section) for room in rooms_of(ann)] == [
        ("Lobby", "rooms"),
        ("Den", "archived"),
    ]
    actions.archive_room(ann, lobby.pk)
    actions.leave_room(bob, lobby.pk)
    assert rooms_of(bob) == []
