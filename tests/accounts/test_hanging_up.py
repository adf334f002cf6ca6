"""Whose sockets close, and with which code, when a log-in ends."""

import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from accounts import actions
from accounts.models import LoggedInUser, User
from accounts.sessions import LOGIN
from example_channels.realtime import topics
from example_channels.realtime.envelope import Envelope
from tests.people import PASSWORD, signed_in

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


@pytest.fixture
def login(ann: User) -> LoggedInUser:
    return LoggedInUser.objects.create(user=ann)


def test_logging_out_closes_the_sockets_of_this_log_in(
    client: Client, ann: User, hang_ups: HangUps
) -> None:
    signed_in(client, ann)
    key = client.session[LOGIN]
    client.post("/log_out/")
    assert hang_ups() == [(topics.session(key), 4401, "signed out")]


def test_signing_a_device_out_closes_its_sockets(
    ann: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    actions.sign_out_device(ann, login.key)
    assert hang_ups() == [(topics.session(login.key), 4401, "signed out")]


def test_signing_the_others_out_keeps_the_sockets_of_this_device(
    ann: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    other = LoggedInUser.objects.create(user=ann)
    actions.sign_out_others(ann, login.key)
    assert hang_ups() == [(topics.session(other.key), 4401, "signed out")]


def test_a_new_password_closes_the_other_sockets_at_once_and_then_all(
    client: Client, ann: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    fields = {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    signed_in(client, ann).post("/account/password/change/", fields)
    assert hang_ups() == [
        (topics.session(login.key), 4401, "password changed"),
        (topics.user(ann.pk), 4401, "password changed"),
    ]


def test_a_deactivation_closes_every_socket_of_the_person(
    ann: User, staff: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    actions.deactivate(staff, ann.pk)
    assert hang_ups() == [(topics.user(ann.pk), 4401, "deactivated")]


def test_a_ban_refuses_every_socket_of_the_person(
    ann: User, staff: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    actions.ban(staff, ann.pk, "Spam")
    assert hang_ups() == [(topics.user(ann.pk), 4403, "banned: Spam")]


def test_a_long_reason_is_cut_to_what_a_close_frame_holds(
    ann: User, staff: User, hang_ups: HangUps
) -> None:
    actions.ban(staff, ann.pk, "理" * 200)
    assert hang_ups() == [(topics.user(ann.pk), 4403, "banned: " + "理" * 38)]


def test_forgetting_a_person_closes_their_sockets(
    ann: User, staff: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    actions.forget_user(staff, ann.pk)
    assert hang_ups() == [(topics.user(ann.pk), 4401, "deleted")]


def test_an_end_that_is_taken_back_closes_nothing(
    ann: User, staff: User, login: LoggedInUser, hang_ups: HangUps
) -> None:
    with transaction.atomic():
        actions.ban(staff, ann.pk, "Spam")
        transaction.set_rollback(True)
    assert hang_ups() == []
