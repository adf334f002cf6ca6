"""Group commit: all posts that wait, in one transaction.

A transaction costs the same for one post as for many; under load this is what decides how many a
second are written. Nothing is published here: see ``actions.post_messages``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.models import Membership, Message, Room

TRIES = 3  # of a batch in which another process posted one of the same posts meanwhile

Key = tuple[int, UUID]
Outcome = Message | Exception


class Post(NamedTuple):
    """What somebody wants to post. ``client_id`` makes it the same post, however often it comes."""

    author: User
    room_id: int
    client_id: UUID
    text: str

    @property
    def key(self) -> Key:
        return self.author.pk, self.client_id


class Written(NamedTuple):
    """The outcome of each post, in their order, and those messages that are new."""

    outcomes: list[Outcome]
    new: list[Message]


def write(posts: Sequence[Post]) -> Written:
    """Write all posts in one transaction; one that is refused fails alone.

    An outcome is a message, or DoesNotExist, PermissionDenied or ValidationError. Raises what
    databases raise.
    """
    for _again in range(TRIES - 1):
        try:
            return _write(posts)
        except IntegrityError:
            # Another process posted one of them in another room at this moment: it is found now.
            continue
    return _write(posts)


@transaction.atomic
def _write(posts: Sequence[Post]) -> Written:
    batch = _Batch(posts)
    outcomes = [batch.outcome(post) for post in posts]
    batch.save()
    return Written(outcomes, batch.new)


class _Member(NamedTuple):
    """A membership, and what its user is called today."""

    pk: int
    room_id: int
    user_id: int
    username: str
    name: str


class _Batch:
    """Posts of one transaction, their rooms locked in order, numbered as they are asked for."""

    def __init__(self, posts: Sequence[Post]) -> None:
        room_ids = {post.room_id for post in posts}
        locked = Room.objects.filter(pk__in=room_ids).order_by("pk").locked()
        self._rooms = {room.pk: room for room in locked}
        self._posted = _already_posted(posts)
        self._members = _members(posts)
        self._read: dict[int, int] = {}
        self.new: list[Message] = []

    def outcome(self, post: Post) -> Outcome:
        """Return the message that a post became or had become, or why it is refused."""
        if posted := self._posted.get(post.key):
            return posted
        member = self._members.get((post.room_id, post.author.pk))
        if member is None:
            return self._refusal(post)
        # The author came with the socket, which may be older than the name.
        post.author.username, post.author.name = member.username, member.name
        try:
            room = self._rooms[post.room_id]
            message = room.compose(post.author, post.client_id, post.text)
        except ValidationError as refusal:
            return refusal
        self._read[member.pk] = message.position
        self._posted[post.key] = message
        self.new.append(message)
        return message

    def _refusal(self, post: Post) -> Exception:
        room = self._rooms.get(post.room_id)
        if room is None or room.kind != Room.Kind.PUBLIC:
            return Room.DoesNotExist()
        return PermissionDenied(_("Join the room first."))

    def save(self) -> None:
        if self.new:
            Message.objects.bulk_create(self.new)
            rooms = {message.room_id: message.room for message in self.new}.values()
            _update(Room, ("head", "version"), ((r.head, r.version, r.pk) for r in rooms))
            _update(Membership, ("read",), ((read, pk) for pk, read in self._read.items()))


def _already_posted(posts: Iterable[Post]) -> dict[Key, Message]:
    wanted = {post.key for post in posts}
    found = Message.objects.filter(
        author__in={author for author, _id in wanted},
        client_id__in={client_id for _author, client_id in wanted},
    )
    keys = found.values_list("pk", "author_id", "client_id")
    known = [pk for pk, *key in keys if tuple(key) in wanted]
    # Models only where there are any, which is after a lost answer and hardly ever else.
    messages = Message.objects.to_show().select_related("room").filter(pk__in=known)
    return {(m.author_id, m.client_id): m for m in messages} if known else {}


def _members(posts: Iterable[Post]) -> dict[tuple[int, int], _Member]:
    authors = User.objects.allowed_in().filter(pk__in={post.author.pk for post in posts})
    rows = Membership.objects.filter(
        room__in={post.room_id for post in posts}, user__in=authors
    ).values_list("pk", "room_id", "user_id", "user__username", "user__name")
    return {(row[1], row[2]): _Member(*row) for row in rows}


def _update(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[int, ...]]) -> None:
    """Set columns of the rows named by their last value: a tenth of the cost of bulk_update."""
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(column)} = %s" for column in columns)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {assignments} WHERE id = %s", list(rows))  # noqa: S608
