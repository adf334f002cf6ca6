"""What sockets are told as a log-in ends; which of them close is seen in tests/site/test_rights."""

import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from django.db import transaction
from pytest_django import Settings

from accounts import actions
from accounts.models import User
from example_channels.realtime import topics
from example_channels.realtime.envelope import Envelope

pytestmark = pytest.mark.django_db(transaction=True)

HangUps = Callable[[], list[tuple[str, int, str]]]


@pytest.fixture
def hang_ups(settings: Settings) -> Iterator[HangUps]:
    """What a server of this DATA_DIR is told to close: (topic, code, reason)."""
    with tempfile.TemporaryDirectory() as directory, socket.socket(socket.AF_UNIX) as server:
        settings.DATA_DIR = Path(directory)
        server.bind(f"{directory}/bell.sock")
        server.listen(100)
        server.setblocking(False)
        yield lambda: [(told.topic, *_code_and_reason(told)) for told in _heard(server)]


def _heard(server: socket.socket) -> Iterator[Envelope]:
    """Yield what has been said so far; whoever rings has hung up again by then."""
    while True:
        try:
            wire, _ = server.accept()
        except BlockingIOError:
            return
        with wire, wire.makefile("rb") as lines:
            for line in lines:
                envelope = msgspec.json.decode(line, type=Envelope)
                if envelope.hang_up:
                    yield envelope


def _code_and_reason(envelope: Envelope) -> tuple[int, str]:
    assert envelope.hang_up is not None
    return envelope.hang_up.code, envelope.hang_up.reason


def test_a_long_reason_is_cut_to_what_a_close_frame_holds(
    ann: User, staff: User, hang_ups: HangUps
) -> None:
    actions.ban(staff, ann.pk, "理" * 200)
    assert hang_ups() == [(topics.user(ann.pk), 4403, "banned: " + "理" * 38)]


def test_an_end_that_is_taken_back_closes_nothing(
    ann: User, staff: User, hang_ups: HangUps
) -> None:
    with transaction.atomic():
        actions.ban(staff, ann.pk, "Spam")
        transaction.set_rollback(True)
    assert hang_ups() == []
