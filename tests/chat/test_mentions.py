"""Who and which rooms a message names, found out when it is written."""

import importlib
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from chat import actions, writer
from chat.markup.mentions import MOST
from chat.models import Room
from chat.models.names import names_in
from chat.writer import Post
from tests.people import make_person
from tests.rooms import say

pytestmark = pytest.mark.django_db


def html(author: User, room: Room, text: str) -> str:
    return say(author, room, text)[0].html


@pytest.mark.parametrize(
    "typed",
    ["@bob", "@BOB", "hi @bob.", "@bob, you", "你好@bob你好", "(@bob)", "**@bob**", "@bob's"],
)
def test_a_person_is_named_however_it_is_typed(
    lobby: Room, ann: User, bob: User, typed: str
) -> None:
    assert f'data-user="{bob.pk}" rel="nofollow noopener ugc">@bob</a>' in html(ann, lobby, typed)


@pytest.mark.parametrize("typed", ["@bobby", "@nobody", "x@bob", "`@bob`", "\\@bob"])
def test_who_is_not_meant_is_not_named(lobby: Room, ann: User, bob: User, typed: str) -> None:
    assert "data-user" not in html(ann, lobby, typed)


def test_the_longest_name_that_exists_is_taken(lobby: Room, ann: User, bob: User) -> None:
    longer = make_person("bob.smith")
    assert f'data-user="{longer.pk}"' in html(ann, lobby, "@bob.smith.")
    assert f'data-user="{bob.pk}"' in html(ann, lobby, "@bob.smithers")


def test_a_name_without_spaces_after_it_is_found_in_chinese(lobby: Room, ann: User) -> None:
    zhang = make_person("张三")
    assert f'data-user="{zhang.pk}"' in html(ann, lobby, "@张三你好吗")


def test_who_may_not_come_in_is_not_named(lobby: Room, ann: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert "data-user" not in html(ann, lobby, "@bob")


def test_everybody_is_named_at_once(lobby: Room, ann: User) -> None:
    assert 'data-group="here">@here</span>' in html(ann, lobby, "@here")
    assert 'data-group="all">@All</span>' in html(ann, lobby, "@All")
    assert 'data-group="all">@所有人</span>' in html(ann, lobby, "@所有人 请看")


def test_a_public_room_is_named_with_hyphens_for_its_spaces(lobby: Room, ann: User) -> None:
    room = actions.create_room(ann, name="R&D: Größe")
    assert f'data-room="{room.pk}"' in html(ann, lobby, "see #r-d-größe.")
    assert f'href="{lobby.get_absolute_url()}"' in html(ann, lobby, "see #Lobby")


def test_a_room_is_found_by_its_new_name(lobby: Room, ann: User) -> None:
    actions.change_room(ann, lobby.pk, name="Hall", topic="", description="")
    assert f'data-room="{lobby.pk}"' in html(ann, lobby, "#hall")
    assert "data-room" not in html(ann, lobby, "#lobby")


def test_a_private_room_is_not_told_of(lobby: Room, den: Room, ann: User) -> None:
    assert "data-room" not in html(ann, lobby, "#den")


def test_an_edited_message_names_whom_it_names_now(lobby: Room, ann: User, bob: User) -> None:
    message = say(ann, lobby, "@bob")[0]
    assert f'data-user="{ann.pk}"' in actions.edit_message(ann, message.pk, "@ann").html


def test_plain_messages_pay_nothing_and_a_batch_of_mentions_two_queries(
    lobby: Room, ann: User, bob: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        names_in(["hi", "me too", "a.b 10:30"])
    with django_assert_num_queries(2):
        names = names_in(["@bob", "@ann @nobody", "#lobby"])
    assert set(names.people) == {"ann", "bob"}
    assert set(names.rooms) == {"lobby"}


def test_mentions_are_resolved_up_to_a_bound(lobby: Room, ann: User) -> None:
    User.objects.create_many([f"u{number}" for number in range(MOST + 10)])
    text = " ".join(f"@u{number}" for number in range(MOST + 10))
    assert html(ann, lobby, text).count("data-user") == MOST


def test_posts_of_a_batch_share_the_look_up(lobby: Room, ann: User, bob: User) -> None:
    def cost(text: str, count: int) -> int:
        posts = [Post(ann, lobby.pk, uuid4(), f"{text}, {number}") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            assert len(writer.write(posts).new) == count
        return len(queries)

    assert cost("@bob and #lobby", 20) == cost("plain", 1) + 2


def test_rooms_from_before_can_be_named_too(lobby: Room, ann: User) -> None:
    Room.objects.filter(pk=lobby.pk).update(link_key="")
    migration = importlib.import_module("chat.migrations.0005_room_links")
    migration.keep_keys(apps, connection.schema_editor())
    assert f'data-room="{lobby.pk}"' in html(ann, lobby, "#lobby")
