"""What people may do with rooms and messages."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection

from accounts.models import User
from chat import actions
from chat.models import TEXT_LENGTH, Message, Room
from tests.rooms import say

pytestmark = pytest.mark.django_db


def test_a_newcomer_is_welcomed_in_the_first_room() -> None:
    actions.ensure_first_room()
    actions.ensure_first_room()
    dora = User.objects.create_user("dora", password="x")
    assert [room.name for room in Room.objects.of(dora)] == ["Lobby"]
    assert Room.objects.count() == 1


def test_whoever_opens_a_room_owns_it(ann: User) -> None:
    room = actions.create_room(ann, name=" Tea ", topic="Green or black")
    assert (room.name, room.topic) == ("Tea", "Green or black")
    assert Room.objects.owned_by(ann).get() == room


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\0b", "\u200b", "\u3164"])
def test_a_room_needs_a_proper_name(ann: User, name: str) -> None:
    with pytest.raises(ValidationError):
        actions.create_room(ann, name=name)
    assert not Room.objects.exists()


def test_a_public_room_is_joined_once_and_the_past_counts_as_read(
    lobby: Room, ann: User, carol: User
) -> None:
    say(ann, lobby, "one", "two")
    actions.join_room(carol, lobby.pk)
    actions.join_room(carol, lobby.pk)
    assert carol.memberships.get().read == 2


def test_a_private_room_is_not_there_for_strangers(den: Room, bob: User) -> None:
    for attempt in (
        lambda: actions.join_room(bob, den.pk),
        lambda: actions.invite(bob, den.pk, "bob"),
        lambda: actions.change_room(bob, den.pk, name="Mine", topic=""),
        lambda: actions.leave_room(bob, den.pk),
        lambda: actions.remove_member(bob, den.pk, bob.pk),
        lambda: actions.mark_read(bob, den.pk, 1),
        lambda: say(bob, den, "hi"),
    ):
        with pytest.raises(ObjectDoesNotExist):
            attempt()
    assert not bob.memberships.exists()


def test_members_invite_by_username_whatever_its_case(den: Room, ann: User, bob: User) -> None:
    actions.invite(ann, den.pk, " @BOB ")
    assert Room.objects.of(bob).get() == den


def test_inviting_nobody_is_an_error(den: Room, ann: User) -> None:
    with pytest.raises(User.DoesNotExist):
        actions.invite(ann, den.pk, "nobody")


def test_only_owners_rename_and_remove(lobby: Room, ann: User, bob: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.change_room(bob, lobby.pk, name="Bob's", topic="")
    with pytest.raises(PermissionDenied):
        actions.remove_member(bob, lobby.pk, ann.pk)
    assert actions.change_room(ann, lobby.pk, name="Hall", topic="News").name == "Hall"
    actions.remove_member(ann, lobby.pk, bob.pk)
    assert not Room.objects.of(bob).exists()


def test_two_people_have_one_conversation(ann: User, bob: User) -> None:
    room = actions.open_direct(ann, bob.pk)
    assert actions.open_direct(bob, ann.pk) == room
    assert set(room.members.all()) == {ann, bob}


def test_a_conversation_admits_nobody_else_and_is_not_left(
    ann: User, bob: User, carol: User
) -> None:
    room = actions.open_direct(ann, bob.pk)
    with pytest.raises(PermissionDenied):
        actions.invite(ann, room.pk, "carol")
    with pytest.raises(PermissionDenied):
        actions.leave_room(ann, room.pk)
    with pytest.raises(Room.DoesNotExist):
        actions.join_room(carol, room.pk)


def test_one_may_keep_notes_to_oneself(ann: User) -> None:
    room = actions.open_direct(ann, ann.pk)
    assert list(room.members.all()) == [ann]


def test_messages_are_numbered_without_gaps(lobby: Room, ann: User, bob: User) -> None:
    posted = [*say(ann, lobby, "one"), *say(bob, lobby, "two"), *say(ann, lobby, "three")]
    assert [(m.position, m.version) for m in posted] == [(1, 1), (2, 2), (3, 3)]


def test_a_client_id_posts_once_for_ever(lobby: Room, bob: User) -> None:
    client_id = uuid4()
    first = actions.post_message(bob, lobby.pk, client_id, "hi")
    assert actions.post_message(bob, lobby.pk, client_id, "hi") == first
    actions.leave_room(bob, lobby.pk)
    assert actions.post_message(bob, lobby.pk, client_id, "hi") == first
    assert Message.objects.count() == 1


def test_one_persons_client_id_is_not_anothers(lobby: Room, ann: User, bob: User) -> None:
    client_id = uuid4()
    actions.post_message(ann, lobby.pk, client_id, "from ann")
    assert actions.post_message(bob, lobby.pk, client_id, "from bob").text == "from bob"


@pytest.mark.django_db(transaction=True)
def test_the_same_post_through_many_doors_at_once_is_one_message(lobby: Room, ann: User) -> None:
    client_id = uuid4()

    def post(_: int) -> int:
        try:
            return actions.post_message(ann, lobby.pk, client_id, "hi").id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as doors:
        assert len(set(doors.map(post, range(20)))) == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_posts_at_once_leave_no_gap(lobby: Room, ann: User, bob: User) -> None:
    def post(number: int) -> None:
        try:
            say((ann, bob)[number % 2], lobby, str(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        list(people.map(post, range(30)))
    positions = lobby.messages.order_by("position").values_list("position", "version")
    assert list(positions) == [(n, n) for n in range(1, 31)]


@pytest.mark.parametrize(
    "text", ["", "  \n ", "x" * (TEXT_LENGTH + 1), "a\0b", "\u200b", "\u3164", "a\ud800"]
)
def test_an_improper_text_is_refused_and_takes_no_position(
    lobby: Room, ann: User, text: str
) -> None:
    with pytest.raises(ValidationError):
        say(ann, lobby, text)
    assert say(ann, lobby, "x" * TEXT_LENGTH)[0].position == 1


def test_an_edit_and_a_deletion_are_versions(lobby: Room, ann: User) -> None:
    message = say(ann, lobby, "helo")[0]
    edited = actions.edit_message(ann, message.pk, "hello")
    assert (edited.text, edited.position, edited.version) == ("hello", 1, 2)
    gone = actions.delete_message(ann, message.pk)
    assert (gone.text, gone.html, gone.position, gone.version) == ("", "", 1, 3)
    with pytest.raises(Message.DoesNotExist):
        actions.edit_message(ann, message.pk, "again")


def test_others_messages_are_not_ones_own(lobby: Room, ann: User, bob: User, carol: User) -> None:
    message = say(ann, lobby, "hi")[0]
    with pytest.raises(PermissionDenied):
        actions.edit_message(bob, message.pk, "bye")
    with pytest.raises(PermissionDenied):
        actions.delete_message(bob, message.pk)
    with pytest.raises(Message.DoesNotExist):
        actions.delete_message(carol, message.pk)
    by_bob = say(bob, lobby, "hi")[0]
    assert actions.delete_message(ann, by_bob.pk).deleted_at is not None


def test_the_read_mark_moves_forward_and_back_only_when_asked(
    lobby: Room, ann: User, bob: User
) -> None:
    say(ann, lobby, "1", "2", "3")

    def mark() -> int:
        return bob.memberships.get(room=lobby).read

    actions.mark_read(bob, lobby.pk, 2)
    actions.mark_read(bob, lobby.pk, 1)
    assert mark() == 2
    actions.mark_read(bob, lobby.pk, 99)
    assert mark() == 3
    actions.mark_read(bob, lobby.pk, 1, unread=True)
    assert mark() == 1
    say(bob, lobby, "4")
    assert mark() == 4


def test_a_room_keeps_an_owner(lobby: Room, ann: User, bob: User, carol: User) -> None:
    actions.join_room(carol, lobby.pk)
    actions.leave_room(ann, lobby.pk)
    assert list(Room.objects.owned_by(bob)) == [lobby]
    assert not Room.objects.owned_by(carol).exists()


def test_who_is_shut_out_posts_nothing_though_the_socket_lives(lobby: Room, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        say(bob, lobby, "still here")


def test_what_one_sees_but_may_not_do_is_forbidden(lobby: Room, carol: User) -> None:
    for attempt in (
        lambda: actions.invite(carol, lobby.pk, "carol"),
        lambda: actions.leave_room(carol, lobby.pk),
        lambda: actions.mark_read(carol, lobby.pk, 1),
        lambda: say(carol, lobby, "hi"),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_an_edit_that_changes_nothing_is_none(lobby: Room, ann: User) -> None:
    message = say(ann, lobby, "hi")[0]
    same = actions.edit_message(ann, message.pk, " hi ")
    assert (same.version, same.edited_at) == (message.version, None)
