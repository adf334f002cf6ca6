"""What a process answers about itself, in the process alone."""

from __future__ import annotations

import msgspec
import pytest

from example_channels.realtime.protocol import encode
from presence.roll import Answer, Answers, Process, Question, decode

HERE = Process(
    incarnation="a",
    host="web",
    pid=7,
    started_at=1.5,
    release="0.1.0",
    sockets=3,
    users=2,
    version=9,
    silence=None,
)
ANSWER = Answer(question="q", process=HERE, tabs=[])


def test_a_process_that_never_heard_itself_is_understood() -> None:
    assert decode(encode(ANSWER)) == ANSWER


def test_a_question_of_a_newer_release_is_told_apart_from_nonsense() -> None:
    assert decode('{"type":"process.question","question":"q","user":1,"more":2}') == Question(
        question="q", user=1
    )
    with pytest.raises(msgspec.ValidationError):
        decode('{"type":"process.unheard_of"}')


def test_those_who_have_not_answered_are_missing() -> None:
    answers = Answers({"a", "b"})
    answers.take(ANSWER)
    assert answers.missing == {"b"}


def test_an_answer_of_somebody_nobody_expected_is_welcome() -> None:
    answers = Answers(set())
    answers.take(ANSWER)
    answers.wait()
    assert [answered.process for answered in answers.by_incarnation.values()] == [HERE]
