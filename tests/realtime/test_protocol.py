"""Frames: what is understood, what is refused and how."""

from datetime import UTC, datetime

import msgspec
import pytest

from example_channels.realtime import protocol
from example_channels.realtime.protocol import BadFrame, Event, Id, Notice, Ok, Request


class Knock(Request, frozen=True, tag="test.knock"):
    door: Id


class Knocked(Event, frozen=True, tag="test.knocked"):
    at: datetime
    said: str


class Whisper(Notice, frozen=True, tag="test.whisper"):
    """For processes only."""


KNOWN = {"test.knock": Knock}


def test_a_request_is_decoded_to_its_type() -> None:
    request = protocol.decode('{"type":"test.knock","door":3,"id":"a","later":true}', KNOWN)
    assert request == Knock(door=3, id="a")


@pytest.mark.parametrize(
    ("frame", "usable_id"),
    [
        ("not json", None),
        ("[]", None),
        ('"text"', None),
        ("[" * 50_000, None),
        ('{"type":"test.unheard","id":"a"}', "a"),
        ('{"id":"a"}', "a"),
        ('{"type":["test.knock"],"id":"a"}', "a"),
        ('{"type":"test.knock","id":"a"}', "a"),
        ('{"type":"test.knock","door":"3","id":"a"}', "a"),
        ('{"type":"test.knock","door":0,"id":"a"}', "a"),
        ('{"type":"test.knock","door":99999999999999999999,"id":"a"}', "a"),
        ('{"type":"test.knock","door":3,"id":7}', None),
        ('{"type":"test.knock","door":3,"id":"%s"}' % ("a" * 65), None),
        ('{"type":"test.knock","door":3,"id":"\\ud800"}', None),
        ('{"type":"test.knock","door":3,"id":"a","said":"\\ud800"}', "a"),
    ],
)
def test_a_bad_frame_is_refused_in_words_with_what_id_it_had(
    frame: str, usable_id: str | None
) -> None:
    with pytest.raises(BadFrame, match=r"\w+ .*\.") as refused:
        protocol.decode(frame, KNOWN)
    assert refused.value.request_id == usable_id


def test_an_event_is_encoded_without_escapes_and_in_utc() -> None:
    event = Knocked(at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC), said="你好 é")
    assert protocol.encode(event) == (
        '{"type":"test.knocked","at":"2026-11-20T09:30:00Z","said":"你好 é"}'
    )


def test_an_answer_carries_the_id_and_a_push_carries_none() -> None:
    assert msgspec.json.decode(protocol.encode(protocol.answer(Ok(), "a"))) == {
        "type": "ok",
        "id": "a",
    }
    assert '"id":null' in protocol.encode(protocol.answer(Ok(), None))
    assert '"id"' not in protocol.encode(Ok())


def test_what_processes_tell_each_other_is_no_event_of_a_client() -> None:
    assert Knocked in protocol.events()
    assert Whisper not in protocol.events()
