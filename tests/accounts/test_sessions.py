"""Sessions name the log-in they carry, and go with it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.live_logins import live_logins
from accounts.models import LoggedInUser, Session, User
from accounts.sessions import LOGIN, SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def login(ann: User) -> LoggedInUser:
    return LoggedInUser.objects.create(user=ann)


@pytest.fixture
def session(login: LoggedInUser) -> SessionStore:
    session = SessionStore()
    session[LOGIN] = login.key
    session.save()
    return session


def test_a_session_row_names_its_log_in(login: LoggedInUser, session: SessionStore) -> None:
    assert Session.objects.get(pk=session.session_key).login == login


def test_a_new_session_key_keeps_the_log_in(login: LoggedInUser, session: SessionStore) -> None:
    before = session.session_key
    session.cycle_key()
    session.save()
    assert session.session_key != before
    assert [row.pk for row in login.sessions.all()] == [session.session_key]


def test_ending_the_log_in_ends_its_session(login: LoggedInUser, session: SessionStore) -> None:
    login.delete()
    assert not SessionStore(session.session_key).load()


@pytest.mark.django_db(transaction=True)
def test_a_request_under_way_does_not_bring_an_ended_log_in_back(
    login: LoggedInUser, session: SessionStore
) -> None:
    login.delete()
    with pytest.raises(SessionInterrupted):
        session.cycle_key()


def test_clearing_expired_sessions_clears_their_log_ins(
    login: LoggedInUser, session: SessionStore
) -> None:
    long_ago = timezone.now() - timedelta(days=60)
    Session.objects.update(expire_date=long_ago)
    LoggedInUser.objects.update(logged_in_at=long_ago)
    SessionStore.clear_expired()
    assert not LoggedInUser.objects.exists()


@pytest.mark.parametrize(
    "junk", ["\0aaaaaaaaaaaaaa", "a" * 7, "aaaaaaaa-", "ä" * 9, "", "\ud83d" * 9]
)
def test_what_cannot_be_a_key_is_no_session_and_asks_no_database(
    junk: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert live_logins([junk]) == [None]
        assert SessionStore(junk).session_key is None


def test_a_cookie_of_junk_is_a_stranger_s(client: Client) -> None:
    answer = client.get("/", headers={"Cookie": 'rollcall_session="\\000aaaaaaaaaaaaaa"'})
    assert answer["Location"] == "/log_in/?next=/"
