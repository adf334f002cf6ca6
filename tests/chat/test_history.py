"""What an edited message said before, and what became of it, without JavaScript."""

import re

import pytest
from django.test import Client

from accounts.models import User
from chat import actions
from chat.differences import PIECES, differences
from chat.models import Room
from tests.rooms import say

SIGNS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def told(before: str, after: str) -> str:
    return "".join(SIGNS[part.kind].format(part.text) for part in differences(before, after))


def test_words_that_went_and_came_are_told_apart_as_in_the_browser() -> None:
    assert told("Lunch at noon today", "Lunch at one today") == "Lunch at [-noon-]{+one+} today"
    assert told("one two", "one two three") == "one two{+ three+}"
    assert told("a b a", "b a b") == "[-a -]b a{+ b+}"
    assert told("今天天气很好", "今天天气不好") == "今天天气[-很-]{+不+}好"
    assert told("", "") == ""


def test_whatever_was_edited_both_texts_can_be_read_from_it() -> None:
    texts = ["", "a", "a b", "b a", "a  b c", "c b a", "天 a天", "a天天", "x" * 50, "a\nb\u0301"]
    for before in texts:
        for after in texts:
            parts = differences(before, after)
            assert "".join(part.text for part in parts if part.kind != "new") == before
            assert "".join(part.text for part in parts if part.kind != "gone") == after


def test_two_long_texts_that_share_nothing_are_not_compared_piece_by_piece() -> None:
    before, after = "a " * 2000, "b." * 2000
    assert len(PIECES.findall(before)) == 4000
    assert [part.kind for part in differences(before, after)] == ["gone", "new"]


@pytest.mark.django_db
def test_its_author_and_the_owners_see_what_it_said(
    anns: Client, bobs: Client, client: Client, lobby: Room, bob: User, carol: User
) -> None:
    (message,) = say(bob, lobby, "The meating is at <nine>")
    path = f"/rooms/{lobby.pk}/1/history/"
    assert "revision-head" in bobs.get(path).content.decode()
    actions.edit_message(bob, message.pk, "The meeting is at <ten>")
    for browser in (anns, bobs):
        page = browser.get(path).content.decode()
        assert "The meating is at &lt;nine&gt;" in page
        changes = re.findall(r"<(del|ins)>(\w+)</", page)
        assert changes == [("del", "meating"), ("ins", "meeting"), ("del", "nine"), ("ins", "ten")]
        assert page.count("as it is now") == 1
    actions.join_room(carol, lobby.pk)
    client.force_login(carol)
    assert client.get(path).status_code == 403
    actions.delete_message(bob, message.pk)
    assert bobs.get(path).status_code == 404


@pytest.mark.django_db
def test_strangers_see_no_history(anns: Client, bobs: Client, den: Room, ann: User) -> None:
    say(ann, den, "secret")
    assert bobs.get(f"/rooms/{den.pk}/1/history/").status_code == 404
    assert anns.get(f"/rooms/{den.pk}/2/history/").status_code == 404
