"""What rooms and messages look like on the wire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Literal, Self
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from accounts.models import User
from chat import chains
from chat.chains import Chain, Quote, Replies
from chat.marks import PinView, ReactionView, pin_view, reactions_view
from chat.models import Membership, Message, Room
from chat.models.rooms import people_in
from chat.naming import People, ids_in, people_of
from example_channels.realtime.protocol import UserRef
from presence.roster import Entry, Status

FIELDS = (
    *("pk", "room_id", "position", "version", "client_id", "text", "html"),
    *("created_at", "edited_at", "deleted_at"),
    *("reactions", "pinned_at", "pinned_by_id"),
    *("author_id", "author__username", "author__name"),
    *chains.FIELDS,
)
"""Of a message, what its view is made of."""

RoomKind = Literal["public", "private", "direct"]
RoomRole = Literal["owner", "member"]


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    """A message in its present state; a deleted one is a tombstone without text and html.

    A reply has ``reply_to``, what it answers, and ``thread``, the first message of the chain this
    makes; that one has ``replies``. What there is not of these, of ``reactions`` and of ``pinned``
    is absent.
    """

    id: int
    room: int
    position: int
    version: int
    author: UserRef
    client_id: UUID
    text: str | UnsetType = UNSET
    html: str | UnsetType = UNSET
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    reply_to: Quote | UnsetType = UNSET
    thread: int | UnsetType = UNSET
    replies: Replies | UnsetType = UNSET
    reactions: tuple[ReactionView, ...] | UnsetType = UNSET
    pinned: PinView | UnsetType = UNSET

    @classmethod
    def of(cls, message: Message) -> Self:
        (view,) = cls.of_many([message])
        return view

    @classmethod
    def of_many(cls, messages: Sequence[Message]) -> list[Self]:
        """Return the views of messages with their authors. One query, where marks name people."""
        ids = (ids_in(message.reactions, message.pinned_by_id) for message in messages)
        people = people_of(chain.from_iterable(ids))
        return [cls._of(message, people) for message in messages]

    @classmethod
    def _of(cls, message: Message, people: People) -> Self:
        is_gone = message.deleted_at is not None
        return cls(
            id=message.pk,
            room=message.room_id,
            position=message.position,
            version=message.version,
            author=ref(message.author),
            client_id=message.client_id,
            text=UNSET if is_gone else message.text,
            html=UNSET if is_gone else message.html,
            created_at=message.created_at,
            edited_at=message.edited_at,
            deleted_at=message.deleted_at,
            **Chain.of(message)._asdict(),
            reactions=reactions_view(message.reactions, people),
            pinned=pin_view(message.pinned_at, message.pinned_by_id, people),
        )

    @classmethod
    def of_row(cls, row: tuple[Any, ...], people: People) -> Self:
        """Return the view of what a query read of ``FIELDS``: no models where there are many."""
        pk, room, position, version, client_id, text, html, *times = row[:10]
        reactions, pinned_at, pinned_by, author, username, name = row[10:16]
        is_gone = times[2] is not None
        return cls(
            id=pk,
            room=room,
            position=position,
            version=version,
            author=UserRef(author, username, name or username),
            client_id=client_id,
            text=UNSET if is_gone else text,
            html=UNSET if is_gone else html,
            created_at=times[0],
            edited_at=times[1],
            deleted_at=times[2],
            **Chain.of_row(row[16:])._asdict(),
            reactions=reactions_view(reactions, people),
            pinned=pin_view(pinned_at, pinned_by, people),
        )

    @staticmethod
    def ids_in_row(row: tuple[Any, ...]) -> Iterator[int]:
        """Return whom a row of ``FIELDS`` mentions by id."""
        reactions, _pinned_at, pinned_by, *_others = row[10:]
        return ids_in(reactions, pinned_by)


class RoomFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A room as all its members see it; a direct one is named by each of them differently."""

    id: int
    name: str
    kind: RoomKind
    topic: str
    description: str
    archived: bool

    @classmethod
    def of(cls, room: Room) -> Self:
        return cls(
            id=room.pk,
            name=room.name,
            kind=_kind(room),
            topic=room.topic,
            description=room.description,
            archived=room.is_archived,
        )


class RoomView(msgspec.Struct, frozen=True, kw_only=True):
    """A room in the list of one of its members. ``position`` is that of its newest message.

    ``favourite`` is its place among the member's favourites, from the top; null where it is none.
    ``people`` are the ids of all who are in a conversation, oneself among them; of another room
    they are absent.
    """

    id: int
    name: str
    kind: RoomKind
    position: int
    version: int
    read: int
    role: RoomRole
    favourite: int | None
    muted: bool
    archived: bool
    people: tuple[int, ...] | UnsetType = UNSET

    @property
    def sign(self) -> str:
        """What its name is marked with: its kind, or that it is a conversation of several."""
        return "group" if self.people and len(self.people) > 2 else self.kind

    @property
    def unread(self) -> int:
        """How many messages the member is to be told of: the one formula for every badge."""
        return 0 if self.muted or self.archived else self.position - self.read

    @property
    def section(self) -> str:
        """Where in the list it stands."""
        if self.archived:
            return "archived"
        if self.favourite is not None:
            return "favourites"
        return "direct" if self.kind == "direct" else "rooms"

    @classmethod
    def of_member(cls, membership: Membership, name: str) -> Self:
        room = membership.room
        return cls(
            id=room.pk,
            name=name,
            kind=_kind(room),
            position=room.head,
            version=room.version,
            read=membership.read,
            role=membership.role,  # type: ignore[arg-type]
            favourite=membership.favourite,
            muted=membership.muted,
            archived=room.is_archived,
            people=people_in(room.direct_key) or UNSET,
        )


def ref(user: User) -> UserRef:
    return UserRef(user.pk, user.username, user.shown_name)


def _kind(room: Room) -> RoomKind:
    return room.kind  # type: ignore[return-value]


class RevisionView(msgspec.Struct, frozen=True):
    """What a message said from a time on, until it was edited."""

    text: str
    at: datetime


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """A member who is here, with their state and status."""

    id: int
    username: str
    name: str
    state: str
    status: Status | None = None

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(
            id=entry.id,
            username=entry.username,
            name=entry.name,
            state=entry.state,
            status=entry.status,
        )
