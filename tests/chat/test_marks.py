"""Reactions, pins and bookmarks: who may put them on what, and what everybody sees of it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from accounts.models import User
from chat import actions, marked, reading
from chat.marks import ReactionView
from chat.models import Message, Room
from chat.models.rooms import MOST_PINS
from chat.opening import open_room
from chat.reactions import MOST_KINDS, MOST_REACTIONS, with_reaction
from chat.shapes import MessageView
from chat.templatetags.marks import who_reacted
from example_channels.realtime.protocol import UserRef
from tests.people import make_person
from tests.rooms import say

pytestmark = pytest.mark.django_db

KINDS = [chr(code) for code in range(0x1F400, 0x1F400 + MOST_KINDS)]


def seen(room: Room) -> MessageView:
    """The newest message as a member reads it."""
    return reading.newest_in(Room.objects.get(pk=room.pk))[-1]


def reacted(room: Room) -> list[tuple[str, int, list[str]]]:
    view = seen(room).reactions
    each = () if isinstance(view, msgspec.UnsetType) else view
    return [(one.emoji, one.count, [user.name for user in one.users]) for one in each]


def test_reactions_stand_in_the_order_they_came_with_those_who_reacted(
    lobby: Room, ann: User, bob: User
) -> None:
    (message,) = say(ann, lobby, "Lunch?")
    for person, emoji in ((bob, "🍕"), (ann, "👍"), (ann, "🍕")):
        actions.react(person, message.pk, emoji, on=True)
    assert reacted(lobby) == [("🍕", 2, ["bob", "ann"]), ("👍", 1, ["ann"])]
    actions.react(bob, message.pk, "🍕", on=False)
    actions.react(ann, message.pk, "👍", on=False)
    assert reacted(lobby) == [("🍕", 1, ["ann"])]


def test_a_reaction_is_one_version_and_the_same_again_is_none(lobby: Room, ann: User) -> None:
    (message,) = say(ann, lobby, "hi")
    for on, version in ((True, 2), (True, 2), (False, 3), (False, 3)):
        assert actions.react(ann, message.pk, "👍", on=on).version == version
    assert Room.objects.get(pk=lobby.pk).version == 3


def test_who_was_away_is_told_of_reactions_and_pins(lobby: Room, ann: User, bob: User) -> None:
    message, _other = say(ann, lobby, "one", "two")
    version = open_room(bob, lobby.pk, None).version
    actions.react(ann, message.pk, "👍", on=True)
    actions.pin(bob, message.pk, on=True)
    opened = open_room(bob, lobby.pk, version)
    (changed,) = opened.messages
    assert changed.position == 1
    assert changed.reactions[0].emoji == "👍"
    assert changed.pinned.by.name == "bob"
    assert opened.pins == 1


def test_an_emoji_is_the_same_however_it_is_written(lobby: Room, ann: User, bob: User) -> None:
    (message,) = say(ann, lobby, "hi")
    actions.react(ann, message.pk, "❤", on=True)
    actions.react(bob, message.pk, "❤\ufe0f", on=True)
    assert reacted(lobby) == [("❤️", 2, ["ann", "bob"])]


@pytest.mark.parametrize(
    ("named", "others", "words"),
    [
        (["Ann"], 0, "Ann reacted with 👍"),
        (["Ann", "Bob"], 0, "Ann and Bob reacted with 👍"),
        (["Ann", "Bob"], 1, "Ann, Bob and 1 other reacted with 👍"),
        (["Ann", "Bob"], 3, "Ann, Bob and 3 others reacted with 👍"),
        ([], 1, "Somebody reacted with 👍"),
    ],
)
def test_who_reacted_is_said_as_the_browser_says_it(
    named: list[str], others: int, words: str
) -> None:
    """Those of tests/js/marks.test.js."""
    users = tuple(UserRef(number, name, name) for number, name in enumerate(named))
    reaction = ReactionView("👍", len(named) + others, users, tuple(range(100, 100 + others)))
    assert who_reacted(reaction) == words


@pytest.mark.parametrize("text", ["", "a", ":)", "👍👍", "<b>", "👍" + "🏽" * 9, "\ufe0f", "👍 "])
def test_what_is_not_one_emoji_is_no_reaction(lobby: Room, ann: User, text: str) -> None:
    (message,) = say(ann, lobby, "hi")
    with pytest.raises(ValidationError):
        actions.react(ann, message.pk, text, on=True)


def test_a_message_has_so_many_kinds_of_reactions_and_more_people_may_join_in(
    lobby: Room, ann: User, bob: User
) -> None:
    (message,) = say(ann, lobby, "hi")
    for emoji in KINDS:
        actions.react(ann, message.pk, emoji, on=True)
    with pytest.raises(ValidationError):
        actions.react(ann, message.pk, "👍", on=True)
    actions.react(bob, message.pk, KINDS[0], on=True)
    assert len(reacted(lobby)) == MOST_KINDS


def test_a_message_with_all_the_reactions_it_can_hold_fits_into_a_frame(
    lobby: Room, ann: User
) -> None:
    each = MOST_REACTIONS // MOST_KINDS
    kept: Any = [[emoji, list(range(10**6, 10**6 + each))] for emoji in KINDS]
    with pytest.raises(ValidationError):
        with_reaction(kept, KINDS[0], 1)
    say(ann, lobby, *("<" * 4000 for _ in range(20)))
    Message.objects.update(reactions=kept)
    opened = open_room(ann, lobby.pk, None)
    assert len(opened.messages) > 1
    assert len(msgspec.json.encode(opened)) <= 256 * 1024


def test_a_page_of_reactions_costs_one_query_more_than_a_plain_one(
    lobby: Room, ann: User, bob: User, django_assert_num_queries: Any
) -> None:
    for message in say(ann, lobby, *(str(n) for n in range(20))):
        actions.react(bob, message.pk, "👍", on=True)
        actions.react(ann, message.pk, "🎉", on=True)
    room = Room.objects.get(pk=lobby.pk)
    with django_assert_num_queries(2):
        reading.newest_in(room)
    Message.objects.update(reactions=None)
    with django_assert_num_queries(1):
        reading.newest_in(room)


def test_names_are_those_of_today_and_somebody_gone_still_counts(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    (message,) = say(ann, lobby, "hi")
    actions.join_room(carol, lobby.pk)
    for person in (bob, carol):
        actions.react(person, message.pk, "👍", on=True)
    actions.pin(carol, message.pk, on=True)
    User.objects.filter(pk=bob.pk).update(name="Bobby")
    carol.delete()
    assert reacted(lobby) == [("👍", 2, ["Bobby"])]
    assert seen(lobby).pinned.by is None


def test_everybody_who_reacted_can_be_read_by_name(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    (message,) = say(ann, lobby, "hi")
    people = [make_person(f"p{n}", name=f"Person {n}") for n in range(9)]
    ids = [each.pk for each in (*people, carol)]
    Message.objects.update(reactions=[["👍", ids], ["🎉", [bob.pk]]])
    carol.delete()
    thumbs, party = marked.reactions_to(bob, message.pk).reactions
    assert [user.name for user in thumbs.users] == [f"Person {n}" for n in range(9)]
    assert (thumbs.count, len(thumbs.others)) == (10, 1)
    assert [user.name for user in party.users] == ["bob"]
    assert marked.reactions_to(bob, say(ann, lobby, "plain")[0].pk).reactions == []


def test_of_very_many_who_reacted_as_many_are_named_as_fit_into_a_frame(
    lobby: Room, ann: User
) -> None:
    people = [
        User(username=f"{n:032}", username_key=f"{n:032}", name="天" * 60)
        for n in range(MOST_REACTIONS)
    ]
    ids = [each.pk for each in User.objects.bulk_create(people)]
    (message,) = say(ann, lobby, "hi")
    Message.objects.update(reactions=[["👍", ids[:1500]], ["🎉", ids[1500:]]])
    told = marked.reactions_to(ann, message.pk)
    assert [each.count for each in told.reactions] == [1500, 500]
    assert [len(each.users) for each in told.reactions] == [250, 250]
    assert len(msgspec.json.encode(told)) < 256 * 1024


@pytest.mark.parametrize(
    "mark",
    [
        lambda person, message: actions.react(person, message, "👍", on=True),
        lambda person, message: actions.pin(person, message, on=True),
        lambda person, message: actions.bookmark(person, message, on=True),
    ],
)
def test_marks_are_for_members_on_what_is_still_there(
    mark: Any, den: Room, lobby: Room, ann: User, bob: User, carol: User
) -> None:
    (secret,), (public,) = say(ann, den, "psst"), say(ann, lobby, "hi")
    for person, message in ((bob, secret.pk), (carol, public.pk), (bob, 10**9)):
        with pytest.raises(ObjectDoesNotExist):
            mark(person, message)
    actions.delete_message(ann, public.pk)
    with pytest.raises(ValidationError):
        mark(bob, public.pk)
    assert not bob.bookmarks.exists()


def test_deleting_a_message_takes_its_marks_along(lobby: Room, ann: User, bob: User) -> None:
    (message,) = say(ann, lobby, "hi")
    actions.react(bob, message.pk, "👍", on=True)
    actions.pin(bob, message.pk, on=True)
    actions.bookmark(bob, message.pk, on=True)
    actions.delete_message(ann, message.pk)
    assert (seen(lobby).reactions, seen(lobby).pinned) == (msgspec.UNSET, msgspec.UNSET)
    assert marked.pins(bob, lobby.pk).messages == []
    assert open_room(bob, lobby.pk, None).pins == 0
    assert not bob.bookmarks.exists()


def test_any_member_pins_and_the_last_pinned_is_the_first(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    one, two, _three = say(ann, lobby, "one", "two", "three")
    actions.pin(bob, two.pk, on=True)
    actions.pin(ann, one.pk, on=True)
    assert actions.pin(ann, one.pk, on=True).version == 5
    pinned = marked.pins(bob, lobby.pk)
    assert [message.text for message in pinned.messages] == ["one", "two"]
    actions.pin(bob, one.pk, on=False)
    assert [message.text for message in marked.pins(bob, lobby.pk).messages] == ["two"]
    assert Room.objects.get(pk=lobby.pk).pins == 1
    with pytest.raises(PermissionDenied):
        marked.pins(carol, lobby.pk)


def test_a_room_has_so_many_pins(lobby: Room, ann: User) -> None:
    messages = say(ann, lobby, *(str(n) for n in range(MOST_PINS + 1)))
    for message in messages[:-1]:
        actions.pin(ann, message.pk, on=True)
    with pytest.raises(ValidationError):
        actions.pin(ann, messages[-1].pk, on=True)
    assert Room.objects.get(pk=lobby.pk).pins == MOST_PINS


def test_bookmarks_are_ones_own_and_gone_with_the_room(
    lobby: Room, den: Room, ann: User, bob: User
) -> None:
    here, there = say(ann, lobby, "here")[0], say(ann, den, "there")[0]
    for message in (here, there):
        actions.bookmark(ann, message.pk, on=True)
        actions.bookmark(ann, message.pk, on=True)
    assert [each.message_id for each in marked.bookmarks_of(ann)] == [there.pk, here.pk]
    readers = [marked.Reader(who.pk, room.pk) for room in (lobby, den) for who in (ann, bob)]
    assert marked.bookmarks_in(readers) == [[here.pk], [], [there.pk], []]
    actions.leave_room(ann, lobby.pk)
    assert [each.message_id for each in marked.bookmarks_of(ann)] == [there.pk]
    assert marked.bookmarks_in(readers[:1]) == [[]]
    actions.bookmark(ann, there.pk, on=False)
    assert not marked.bookmarks_of(ann)
