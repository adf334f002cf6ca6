"""A piece of a page that is kept shows everybody what is theirs, and nothing of anybody else's."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import override

from chat.frame import Frame, Mine, ShownRoom
from example_channels.pieces import piece

ROOM = ShownRoom(7, "public", "<topic>", is_group=False, is_archived=False)
FRAME = Frame(ROOM, "<Lobby>", Mine(is_owner=False, favourite=None, muted=False), False, False)


def head(token: str, frame: Frame = FRAME, **own: object) -> str:
    return piece("chat/_room_head.html", frame, {"csrf_token": token, "here_count": 0, **own})


def test_each_request_has_its_own_token_in_what_is_kept() -> None:
    one, two = head("token-of-ann"), head("token-of-bob")
    assert "token-of-ann" in one
    assert two == one.replace("token-of-ann", "token-of-bob")


def test_what_is_filled_in_is_escaped_and_so_is_what_is_kept() -> None:
    shown = head('"><script>', here_count="<b>")
    assert "<script>" not in shown
    assert "<b data-here-count>&lt;b&gt;</b>" in shown
    assert "&lt;Lobby&gt;" in shown
    assert "&lt;topic&gt;" in shown


def test_other_facts_make_another_piece() -> None:
    assert "data-when-owner hidden" in head("t")
    owner = FRAME._replace(mine=Mine(is_owner=True, favourite=1, muted=True))
    assert "data-when-owner hidden" not in head("t", owner)
    assert 'value="unfavourite"' in head("t", owner)
    assert "Hall" in head("t", FRAME._replace(room_name="Hall"))


def test_a_piece_is_in_the_language_of_whoever_looks() -> None:
    with override("en"):
        assert "here now" in head("t")
    with override("zh-hans"):
        assert "here now" not in head("t")


def test_a_text_that_looks_like_a_blank_is_a_text() -> None:
    class Words(NamedTuple):
        room_name: str

    shown = piece("chat/_composer.html", Words("-csrf_token."), {"csrf_token": "secret"})
    assert "Message to -csrf_token." in shown
    assert shown.count("secret") == 1
