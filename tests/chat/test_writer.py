"""Posts of several people in one transaction."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from chat import actions, writer
from chat.models import Message, Room
from chat.reading import revisions
from chat.writer import Post
from tests.rooms import say

pytestmark = pytest.mark.django_db


def post(author: User, room: Room, text: str, client_id: UUID | None = None) -> Post:
    return Post(author, room.pk, client_id or uuid4(), text)


def test_posts_are_numbered_in_the_order_they_were_asked_for(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    posts = [post(ann, lobby, "1"), post(ann, den, "a"), post(bob, lobby, "2"), post(ann, den, "b")]
    outcomes, new, _grown = writer.write(posts)
    assert [(m.text, m.position, m.version) for m in new] == [
        ("1", 1, 1),
        ("a", 1, 1),
        ("2", 2, 2),
        ("b", 2, 2),
    ]
    assert outcomes == new
    assert all(message.id for message in new)
    lobby.refresh_from_db()
    assert (lobby.head, lobby.version) == (2, 2)
    assert ann.memberships.get(room=lobby).read == 1
    assert bob.memberships.get(room=lobby).read == 2


def test_a_refused_post_fails_alone_and_takes_no_position(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    outcomes, new, _grown = writer.write(
        [post(ann, lobby, "1"), post(ann, lobby, " "), post(bob, den, "no"), post(bob, lobby, "2")]
    )
    assert isinstance(outcomes[1], ValidationError)
    assert isinstance(outcomes[2], Room.DoesNotExist)
    assert [(m.text, m.position) for m in new] == [("1", 1), ("2", 2)]
    assert Message.objects.count() == 2


def test_the_same_post_twice_in_one_batch_is_one_message(lobby: Room, ann: User) -> None:
    twice = post(ann, lobby, "hi")
    outcomes, new, _grown = writer.write([twice, twice])
    assert outcomes == [new[0], new[0]]
    assert Message.objects.count() == 1


def test_what_was_posted_before_is_answered_though_one_has_left(lobby: Room, bob: User) -> None:
    before = post(bob, lobby, "hi")
    message = actions.post_messages([before])[0]
    actions.leave_room(bob, lobby.pk)
    outcomes, new, _grown = writer.write([before, post(bob, lobby, "more")])
    assert outcomes[0] == message
    assert isinstance(outcomes[1], PermissionDenied)
    assert new == []


def test_a_name_changed_meanwhile_is_told_with_the_message(lobby: Room, ann: User) -> None:
    as_at_connecting = User.objects.get(pk=ann.pk)
    User.objects.filter(pk=ann.pk).update(name="Ann B.")
    _outcomes, new, _grown = writer.write([post(as_at_connecting, lobby, "hi")])
    assert new[0].author.name == "Ann B."


def test_a_batch_costs_as_many_queries_as_one_post(
    lobby: Room, den: Room, ann: User, bob: User, django_assert_max_num_queries: Any
) -> None:
    posts = [post(ann, lobby, str(n)) for n in range(40)] + [
        post(ann, den, "x"),
        post(bob, lobby, "y"),
    ]
    # Begin, commit, four to read, three to write, and the index of the search.
    with django_assert_max_num_queries(10):
        writer.write(posts)


def test_an_edit_keeps_what_was_said_for_its_author_and_the_owner(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    message = say(bob, lobby, "one")[0]
    for text in ("two", "three"):
        actions.edit_message(bob, message.pk, text)
    actions.join_room(carol, lobby.pk)
    for reader in (ann, bob):
        assert [r.text for r in revisions(reader, message.pk).revisions] == ["one", "two"]
    with pytest.raises(PermissionDenied):
        revisions(carol, message.pk)
    actions.delete_message(bob, message.pk)
    assert revisions(ann, message.pk).revisions == []
