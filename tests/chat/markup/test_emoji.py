"""Emoji by name, from the list that the browser has too."""

import json

import pytest

from chat.markup import emoji

ROWS = json.loads(emoji.LIST.read_bytes())["emoji"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (":tada:", "🎉"),
        ("so :+1: and :thumbsup:!", "so 👍 and 👍!"),
        ("好:tada::tada:好", "好🎉🎉好"),
        (":heart:", "❤️"),
        (":no_such_thing:", ":no_such_thing:"),
        ("10:100:30", "10:100:30"),
        ("a:tada:", "a:tada:"),
        ("::", "::"),
    ],
)
def test_a_name_becomes_its_sign_and_nothing_else_does(typed: str, shown: str) -> None:
    assert emoji.replaced(typed) == shown


@pytest.mark.parametrize("sign", ["👍", "👍🏽", "👍\ufe0f", "❤", "❤️", "🏳️‍🌈", "🇩🇪", "#️⃣", "👩🏽‍💻"])
def test_a_sign_is_known_in_every_colour(sign: str) -> None:
    assert emoji.is_emoji(sign)


@pytest.mark.parametrize("text", ["", "a", "👍👍", "\ufe0f", "<b>", "#", "😀 "])
def test_what_is_not_one_sign_is_not_known(text: str) -> None:
    assert not emoji.is_emoji(text)


def test_each_sign_can_be_found_in_english_and_in_chinese() -> None:
    assert all(names and chinese for _sign, names, _group, _words, chinese in ROWS)
    thumb = next(row for row in ROWS if row[0] == "👍")
    assert {"+1", "thumbsup"} <= set(thumb[1].split())
    assert "赞" in thumb[4].split()


def test_no_name_has_two_signs() -> None:
    names = [name for row in ROWS for name in row[1].split()]
    assert len(names) == len(set(names))
