"""What is posted in a server's language is recognised when it comes back in it."""

import msgspec
import pytest

from bench.copies import Lost
from bench.dialects import BODY, Plain, Rollcall, SocketIO, Tutorial, body
from bench.peers.xmpp import XMPP


def frame(*events: dict) -> bytes:
    return msgspec.json.encode(list(events))


def message(number: int) -> dict:
    return {"type": "message", "room": 1, "message": {"id": 9, "text": body(number)}}


@pytest.fixture
def ours() -> Rollcall:
    return Rollcall(["ws://one/ws/", "ws://two/ws/"], ["cookie-0", "cookie-1", "cookie-2"], 1)


@pytest.mark.parametrize("number", [0, 7, 12_345_678])
def test_every_body_has_as_many_bytes(number: int) -> None:
    assert len(body(number).encode()) == BODY


@pytest.mark.parametrize(
    "dialect",
    [pytest.param(kind("ws://x/"), id=kind.__name__) for kind in (Plain, Tutorial, SocketIO, XMPP)],
)
def test_a_broadcast_brings_the_number_that_was_posted(dialect: Plain) -> None:
    assert list(dialect.numbers(dialect.post(41))) == [41]


def test_what_is_no_message_has_no_number(ours: Rollcall) -> None:
    assert list(ours.numbers(frame({"type": "ok", "id": "1"}))) == []
    assert list(SocketIO("ws://x/").numbers(b'40{"sid":"x"}')) == []


def test_one_frame_of_ours_may_bring_many(ours: Rollcall) -> None:
    assert list(ours.numbers(frame(message(3), {"type": "ok", "id": "3"}, message(4)))) == [3, 4]


@pytest.mark.parametrize("kind", ["error", "catch_up"])
def test_a_refusal_or_a_gap_is_a_loss(ours: Rollcall, kind: str) -> None:
    with pytest.raises(Lost, match=kind):
        list(ours.numbers(frame({"type": kind, "code": "too_fast"})))


def test_people_are_spread_over_the_processes(ours: Rollcall) -> None:
    assert [ours.door(number)[0] for number in range(3)] == [
        "ws://one/ws/",
        "ws://two/ws/",
        "ws://one/ws/",
    ]


def test_a_guest_joins_the_room_once_the_server_has_let_them_in() -> None:
    guest = XMPP("ws://x/")
    assert list(guest.replies(b"<stream:features/>")) == []
    *_, join = guest.replies(b"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
    *_, again = guest.replies(b"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
    assert b"room@conference.localhost/" in join
    assert join != again, "each under a name of their own"
