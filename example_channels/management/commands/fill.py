"""``manage.py fill``: people, rooms and messages in thousands, for a load test."""

from collections import deque
from collections.abc import Iterator
from itertools import islice, repeat
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts.models import User
from chat.models import Membership, Message, Room
from example_channels.prose import prose as texts_of_prose
from example_channels.serving.preparation import unapplied_migrations
from search.actions import fill as index

BATCH = 1000
TEXT = "A message of sixty-four bytes, which is about what people write."


class Command(BaseCommand):
    """Writes in bulk and tells nobody: for a database that no process serves yet.

    Prints for each room its id, then the ids of its members.
    """

    help = "Fill an empty site for load tests (only with BENCH=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, required=True, metavar="N")
        parser.add_argument("--rooms", type=int, default=0, metavar="N")
        parser.add_argument("--members", type=int, default=1, metavar="N", help="of each room")
        parser.add_argument("--messages", type=int, default=0, metavar="N", help="in each room")
        parser.add_argument(
            "--prose", action="store_true", help="each says something else, and is found by it"
        )

    def handle(self, *args: Any, people: int, prose: bool, **options: Any) -> None:
        if not settings.BENCH:
            raise CommandError("A site is filled only where BENCH=1 is set.")
        if people < 1:
            raise CommandError("--people must be at least 1.")
        if unapplied_migrations():
            raise CommandError("The database has no tables yet: type  manage.py migrate  first.")
        if User.objects.filter(username__startswith="bench-").exists():
            raise CommandError("This site has been filled already.")
        with transaction.atomic():
            texts = texts_of_prose() if prose else repeat(TEXT)
            sizes = {key: options[key] for key in ("rooms", "members", "messages")}
            rooms = _fill(people, texts, **sizes)
        if prose:
            deque(index(), maxlen=0)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # As PostgreSQL does by itself within minutes.
        for room, members in rooms.items():
            self.stdout.write(" ".join(map(str, [room, *members])))


def _fill(
    people: int, texts: Iterator[str], rooms: int, members: int, messages: int
) -> dict[int, list[int]]:
    """Make all of it; members of the rooms by room. Everybody's turn comes once before any's again.

    The names are those that ``issue_sessions`` looks for.
    """
    users = User.objects.create_many(f"bench-{number:04}" for number in range(1, people + 1))
    made = Room.objects.bulk_create(
        [Room(name=f"Filled {n}", head=messages, version=messages) for n in range(1, rooms + 1)],
        BATCH,
    )
    seated = {
        room.pk: [users[(number * members + seat) % people].pk for seat in range(members)]
        for number, room in enumerate(made)
    }
    _seat(seated, messages)
    _write(seated, texts, messages)
    return seated


def _seat(seated: dict[int, list[int]], read: int) -> None:
    """Make people members of rooms, the first of each its owner, who have read all."""
    owner, member = Membership.Role.OWNER, Membership.Role.MEMBER
    memberships = [
        Membership(room_id=room, user_id=user, role=member if seat else owner, read=read)
        for room, inside in seated.items()
        for seat, user in enumerate(inside)
    ]
    Membership.objects.bulk_create(memberships, BATCH)


def _write(seated: dict[int, list[int]], texts: Iterator[str], messages: int) -> None:
    """Let the members have written in turn, in all rooms at the same time."""
    said = (
        _message(room, position, inside[position % len(inside)], next(texts))
        for position in range(1, messages + 1)
        for room, inside in seated.items()
    )
    while batch := list(islice(said, BATCH)):
        Message.objects.bulk_create(batch)


def _message(room: int, position: int, author: int, text: str) -> Message:
    return Message(
        room_id=room,
        position=position,
        version=position,
        author_id=author,
        client_id=uuid4(),
        text=text,
        html=f"<p>{text}</p>",
    )
