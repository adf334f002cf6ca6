"""Group commit: all posts that wait, in one transaction.

A transaction costs the same for one post as for many; under load this is what decides how many a
second are written. Nothing is published here: see ``actions.post_messages``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat import hooks, statements
from chat.chains import Chain
from chat.markup import render
from chat.models import Message, Room
from chat.models.messages import clean_text
from chat.models.names import names_in
from chat.models.rooms import ARCHIVED
from chat.replying import Grown, Originals, grow, growths
from chat.shapes import MessageView
from chat.sql import pipeline
from chat.statements import Key, LockedRoom, Member, ReadMark

TRIES = 3  # of a batch in which another process posted one of the same posts meanwhile

Outcome = MessageView | Exception


class Post(NamedTuple):
    """What somebody wants to post. ``client_id`` makes it the same post, however often it comes."""

    author: User
    room_id: int
    client_id: UUID
    text: str
    reply_to: int | None = None
    """A message of the same room."""

    @property
    def key(self) -> Key:
        return self.author.pk, self.client_id


class Written(NamedTuple):
    """The outcome of each post, in their order; those messages that are new; chains that grew."""

    outcomes: list[Outcome]
    new: list[MessageView]
    grown: list[Grown]


class _Words(NamedTuple):
    """A text as it is kept, and what it looks like."""

    text: str
    html: str


def write(posts: Sequence[Post]) -> Written:
    """Write all posts in one transaction; one that is refused fails alone.

    An outcome is a message, or DoesNotExist, PermissionDenied or ValidationError. Raises what
    databases raise.
    """
    # Rendered before, not while everybody else waits for the rooms.
    words = _words([post.text for post in posts])
    for _again in range(TRIES - 1):
        try:
            return _write(posts, words)
        except IntegrityError:
            # Another process posted one of them in another room at this moment: it is found now.
            continue
    return _write(posts, words)


def _words(texts: Sequence[str]) -> list[_Words | ValidationError]:
    cleaned = [_cleaned(text) for text in texts]
    names = names_in(text for text in cleaned if isinstance(text, str))
    return [
        _Words(text, render(text, names)) if isinstance(text, str) else text for text in cleaned
    ]


def _cleaned(text: str) -> str | ValidationError:
    try:
        return clean_text(text)
    except ValidationError as refusal:
        return refusal


def _write(posts: Sequence[Post], words: Sequence[_Words | ValidationError]) -> Written:
    with transaction.atomic(), connection.wrap_database_errors:
        batch = _Batch(posts)
        outcomes = [batch.outcome(*each) for each in zip(posts, words, strict=True)]
        if not batch.new:
            return Written(outcomes, [], [])
        with pipeline():
            batch.save()
            hooks.messages_posted.send(Message, messages=batch.new)
        return Written(outcomes, batch.new, batch.grow())


class _Batch:
    """Posts of one transaction, their rooms locked in order, numbered as they are asked for."""

    def __init__(self, posts: Sequence[Post]) -> None:
        keys = {post.key: None for post in posts}
        found = statements.find({post.room_id for post in posts}, keys)
        self.new: list[MessageView] = []
        self._rooms = {room.pk: room for room in found.rooms}
        self._members = {(member.room_id, member.user_id): member for member in found.members}
        self._posted = _stored(found.posted)
        """What was posted before, and what is new."""
        self._originals = Originals({post.reply_to for post in posts if post.reply_to is not None})
        self._ids = iter(found.ids)
        self._now = timezone.now()

    def outcome(self, post: Post, words: _Words | ValidationError) -> Outcome:
        """Return the message that a post had become or becomes, or a refusal."""
        key = post.key
        if (posted := self._posted.get(key)) is not None:
            return posted
        member = self._members.get((post.room_id, key[0]))
        if member is None:
            return _refusal(self._rooms.get(post.room_id))
        if self._rooms[post.room_id].is_archived:
            return PermissionDenied(ARCHIVED)
        if isinstance(words, ValidationError):
            return words
        try:
            chain = self._originals.chain_of(post.room_id, post.reply_to)
        except (Message.DoesNotExist, ValidationError) as refusal:
            return refusal
        self._posted[key] = message = self._new(post, member, words, chain)
        self.new.append(message)
        return message

    def _new(self, post: Post, member: Member, words: _Words, chain: Chain) -> MessageView:
        """Return a new message, with the room's next position and version."""
        room = self._rooms[post.room_id]
        room.head += 1
        room.version += 1
        return MessageView(
            id=next(self._ids),
            room=room.pk,
            position=room.head,
            version=room.version,
            # As today: the post's author came with a socket, which may be older than the name.
            author=member.ref,
            client_id=post.client_id,
            text=words.text,
            html=words.html,
            created_at=self._now,
            edited_at=None,
            deleted_at=None,
            reply_to=chain.reply_to,
            thread=chain.thread,
        )

    def save(self) -> None:
        """Begin to store what is new."""
        rooms = {message.room: self._rooms[message.room] for message in self.new}
        read = {(message.room, message.author.id): message.position for message in self.new}
        self._growths = growths(self.new, rooms)
        statements.save(
            self.new,
            list(rooms.values()),
            [ReadMark(self._members[key].pk, position) for key, position in read.items()],
        )

    def grow(self) -> list[Grown]:
        """Count the new replies where they belong."""
        return grow(self._growths, self._now)


def _refusal(room: LockedRoom | None) -> Exception:
    if room is None or room.kind != Room.Kind.PUBLIC:
        return Room.DoesNotExist()
    return PermissionDenied(_("Join the room first."))


def _stored(ids: Sequence[int]) -> dict[Key, MessageView]:
    """Return messages as they are by now: after a lost answer, and hardly ever else."""
    messages = Message.objects.to_show().filter(pk__in=ids) if ids else ()
    return {(m.author_id, m.client_id): MessageView.of(m) for m in messages}
