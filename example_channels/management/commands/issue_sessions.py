"""``manage.py issue_sessions``: people, a room and log-ins for a load test."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import LoggedInUser, Session, User
from accounts.sessions import LOGIN, SessionStore
from chat import actions as chat
from chat.models import Room
from example_channels.serving.preparation import unapplied_migrations

BATCH = 500


class Command(BaseCommand):
    """Prints ``user_id username session_cookie_value`` for each, and ``room ID`` last."""

    help = "Make logged-in members of a public room, for load tests (only with BENCH=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--users", type=int, required=True, metavar="N")
        parser.add_argument("--room", required=True, metavar="NAME")

    def handle(self, *args: Any, users: int, room: str, **options: Any) -> None:
        if not settings.BENCH:
            raise CommandError("Sessions are given away only where BENCH=1 is set.")
        if users < 1:
            raise CommandError("--users must be at least 1.")
        if unapplied_migrations():
            raise CommandError("The database has no tables yet: type  manage.py migrate  first.")
        with transaction.atomic():
            people = _people(users)
            room_id = _gather(people, room)
            sessions = _log_in(people)
        for person, session in zip(people, sessions, strict=True):
            self.stdout.write(f"{person.pk} {person.username} {session.session_key}")
        self.stdout.write(f"room {room_id}")


def _people(count: int) -> list[User]:
    """bench-0001 and those after it, made where missing."""
    names = [f"bench-{number:04}" for number in range(1, count + 1)]
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    for person in User.objects.create_many(name for name in names if name not in known):
        accounts.tell_change(person)
    return list(User.objects.filter(username__in=names).order_by("username"))


def _gather(people: list[User], name: str) -> int:
    """Make everybody a member of the public room of that name; its id."""
    room = Room.objects.filter(kind=Room.Kind.PUBLIC, name=name).first()
    room = room or _make_room(people[0], name)
    inside = set(room.memberships.values_list("user_id", flat=True))
    for person in people:
        if person.pk not in inside:
            chat.join_room(person, room.pk)
    return int(room.pk)


def _make_room(owner: User, name: str) -> Room:
    try:
        return chat.create_room(owner, name=name)
    except ValidationError as error:
        raise CommandError(f"--room cannot be that: {' '.join(error.messages)}") from None


def _log_in(people: list[User]) -> list[Session]:
    """A log-in and its session for each, as after the form, without hashing a password."""
    logins = LoggedInUser.objects.bulk_create(
        [LoggedInUser(user=person, user_agent="issue_sessions") for person in people], BATCH
    )
    sessions = list(_sessions(people, [login.key for login in logins]))
    return Session.objects.bulk_create(sessions, BATCH)


def _sessions(people: list[User], keys: list[str]) -> Iterator[Session]:
    until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    for person, key in zip(people, keys, strict=True):
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            LOGIN: key,
        }
        session: Session = SessionStore().create_model_instance(data)
        session.expire_date = until
        yield session
