"""What is rendered once for everybody is right for everybody, for as long as it is kept."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from chat import actions, reading
from chat.listing import rooms_of
from chat.models import Message, Room
from chat.rows import fixed_of_room, room_row, rows_of
from tests.rooms import say

pytestmark = pytest.mark.django_db


def shown(room: Room, target: int | None = None) -> str:
    messages = reading.page_of(Room.objects.get(pk=room.pk)).messages
    return "".join(row.html for row in rows_of(messages, target, 0))


def test_a_row_shows_what_has_changed_since_it_was_rendered(lobby: Room, ann: User) -> None:
    message = say(ann, lobby, "Frist!")[0]
    assert "Frist!" in shown(lobby)
    actions.edit_message(ann, message.pk, "First!")
    assert "First!" in shown(lobby)
    User.objects.filter(pk=ann.pk).update(name="Ann B.")
    assert "Ann B." in shown(lobby)
    actions.delete_message(ann, message.pk)
    assert "First!" not in shown(lobby)


def test_a_row_is_in_the_language_of_whoever_looks(lobby: Room, ann: User) -> None:
    say(ann, lobby, "hi")
    with translation.override("en"):
        assert "What to do with this message" in shown(lobby)
    with translation.override("zh-hans"):
        assert "What to do with this message" not in shown(lobby)


def test_only_the_message_one_looks_for_is_marked(lobby: Room, ann: User) -> None:
    say(ann, lobby, "one", "two")
    assert shown(lobby, target=2).count("is-target") == 1
    # Without JavaScript, too, the page opens there.
    assert shown(lobby, target=2).count(" autofocus") == 1
    assert "is-target" not in shown(lobby)


def test_what_one_says_in_a_row_has_one_head_and_a_day_its_mark(
    lobby: Room, ann: User, bob: User
) -> None:
    say(ann, lobby, "one", "two")
    say(bob, lobby, "three")
    Message.objects.update(created_at=timezone.now())
    rows = list(rows_of(reading.page_of(Room.objects.get(pk=lobby.pk)).messages, None, 0))
    assert ["is-follow-on" in row.html for row in rows] == [False, True, False]
    assert [row.day is not None for row in rows] == [True, False, False]


def test_in_its_chain_a_reply_follows_on_as_what_it_answers_goes_without_saying(
    lobby: Room, ann: User, bob: User
) -> None:
    (root,) = say(ann, lobby, "Lunch?")
    first = say(ann, lobby, "Noodles", reply_to=root)[0]
    say(ann, lobby, "or soup", reply_to=root)
    say(ann, lobby, "noodle soup", reply_to=first)
    Message.objects.update(created_at=timezone.now())
    messages = reading.page_of(Room.objects.get(pk=lobby.pk)).messages
    in_chain = [row.html for row in rows_of(messages, None, 0)]
    in_room = [row.html for row in rows_of(messages, None, 0, {})]
    assert ["is-follow-on" in row for row in in_chain] == [False, False, True, False]
    assert ["is-follow-on" in row for row in in_room] == [False] * 4


def test_a_line_stands_above_what_others_said_that_is_new(
    anns: Client, lobby: Room, ann: User, bob: User
) -> None:
    say(bob, lobby, "one", "two")
    Message.objects.update(created_at=timezone.now())
    actions.mark_read(ann, lobby.pk, 1)

    def lines() -> list[str]:
        page = anns.get(lobby.get_absolute_url()).content.decode()
        log = page.partition('id="log"')[2].partition("</ol>")[0]
        kinds = {"log-day": "day", "log-new": "new", "message": "m", "message is-follow-on": "+"}
        return [kinds[each] for each in re.findall(r'<li class="([\w -]+)"', log)]

    assert lines() == ["day", "m", "new", "m"]
    actions.mark_read(ann, lobby.pk, 2)
    assert lines() == ["day", "m", "+"]
    say(ann, lobby, "mine")
    Message.objects.update(created_at=timezone.now())
    actions.mark_read(ann, lobby.pk, 2, unread=True)
    assert lines() == ["day", "m", "+", "m"]


def test_what_names_the_reader_stands_out_for_them_alone(lobby: Room, ann: User, bob: User) -> None:
    said = f'<a class="mention" data-user="{bob.pk}">'
    say(ann, lobby, "for @bob", "for @all", "for @ann", f"{said} `{said}`")
    say(bob, lobby, "@bob and @all")

    def marked(reader: User) -> list[tuple[bool, int]]:
        messages = reading.page_of(Room.objects.get(pk=lobby.pk)).messages
        rows = [row.html for row in rows_of(messages, None, reader.pk)]
        return [("names-me" in row, row.count("mention is-me")) for row in rows]

    assert marked(bob) == [(True, 1), (True, 0), (False, 0), (False, 0), (False, 1)]
    assert marked(ann) == [(False, 0), (False, 0), (False, 1), (False, 0), (True, 0)]


def test_edited_leads_its_author_and_the_owners_to_what_was_said(
    lobby: Room, ann: User, bob: User, carol: User
) -> None:
    actions.join_room(carol, lobby.pk)
    (message,) = say(bob, lobby, "Frist!")
    actions.edit_message(bob, message.pk, "First!")

    def leads(reader: User, *, is_owner: bool = False) -> bool:
        messages = reading.page_of(Room.objects.get(pk=lobby.pk)).messages
        (row,) = rows_of(messages, None, reader.pk, {}, is_owner=is_owner)
        assert ">edited<" in row.html
        return f'href="/rooms/{lobby.pk}/1/history/"' in row.html

    assert (leads(bob), leads(ann, is_owner=True), leads(carol)) == (True, True, False)


def test_what_never_changes_is_nobodys() -> None:
    assert "is-me" not in fixed_of_room("en")


def test_a_rooms_row_in_the_list_is_marked_on_its_own_page_alone(lobby: Room, ann: User) -> None:
    (mine,) = rooms_of(ann)
    assert 'aria-current="page"' in room_row(mine, lobby.pk)
    assert "aria-current" not in room_row(mine, None)


def test_a_rooms_row_in_the_list_counts_what_is_unread_now(
    lobby: Room, ann: User, bob: User
) -> None:
    (before,) = rooms_of(bob)
    say(ann, lobby, "hi")
    (after,) = rooms_of(bob)
    assert "data-has-unread" not in room_row(before, None)
    assert "data-has-unread" in room_row(after, None)
