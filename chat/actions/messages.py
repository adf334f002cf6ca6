"""What people do with messages. The actor comes first; permission is in the finding."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat import faults, writer
from chat.events import MessageChanged, PinsCounted, RoomActivity, RoomRead, RoomTyping, ThreadRead
from chat.finding import membership_of
from chat.models import Message, Room
from chat.replying import Grown
from chat.shapes import MessageView, ref
from chat.writer import Outcome, Post
from example_channels.realtime import topics
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.publishing import publish, publish_all_on_commit, publish_on_commit


def post_message(
    actor: User, room_id: int, client_id: UUID, text: str, reply_to: int | None = None
) -> MessageView:
    """Post once: the same ``client_id`` again returns what was posted, for ever and anywhere.

    ``reply_to`` is a message of the room. Raises DoesNotExist, PermissionDenied, ValidationError.
    """
    outcome = post_messages([Post(actor, room_id, client_id, text, reply_to)])[0]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def post_messages(posts: Sequence[Post]) -> list[Outcome]:
    """Post what several people want to, in one transaction; one that is refused fails alone."""
    outcomes, new, grown = writer.write(posts)
    transaction.on_commit(partial(faults.die_after_commit, [str(message.text) for message in new]))
    _tell_posted(new, grown)
    return outcomes


@transaction.atomic
def edit_message(actor: User, message_id: int, text: str) -> Message:
    """Change one's own message. Raises DoesNotExist, PermissionDenied, ValidationError."""
    message = _found(actor, message_id)
    if message.author_id != actor.pk:
        raise PermissionDenied(_("Only its author may edit a message."))
    if message.edit(text):
        tell_changed(message)
    return message


@transaction.atomic
def delete_message(actor: User, message_id: int) -> Message:
    """Retract one's own message, or any in a room one owns. Raises as edit_message does."""
    message = _found(actor, message_id)
    if message.author_id != actor.pk and not Room.objects.owned_by(actor).contains(message.room):
        raise PermissionDenied(_("Only its author or the room's owner may delete a message."))
    was_pinned = message.is_pinned
    message.retract()
    tell_changed(message)
    if was_pinned:
        tell_pins(message.room)
    return message


@transaction.atomic
def mark_read(actor: User, room_id: int, position: int, *, unread: bool = False) -> None:
    """Move one's read mark. Raises Room.DoesNotExist, PermissionDenied."""
    mine = actor.memberships.select_related("room").select_for_update(of=("self",))
    membership = mine.get(pk=membership_of(actor, room_id).pk)
    before = membership.read
    membership.mark_read(position, unread=unread)
    if membership.read != before:
        moved = RoomRead(room=room_id, position=membership.read)
        publish_on_commit(topics.user(actor.pk), moved)


def say_typing(actor: User, room_id: int) -> None:
    """Tell the others who have the room open; for whoever has it open. Touches no database."""
    publish(topics.room(room_id), RoomTyping(room=room_id, user=ref(actor)), not_user=actor.pk)


def locked_message(actor: User, message_id: int) -> Message:
    """Return a message the actor may read and mark, its room locked, as it is under that lock.

    It may be a tombstone. Raises DoesNotExist; PermissionDenied where the room is archived.
    """
    visible = Message.objects.in_rooms_of(actor).to_show()
    room = Room.objects.locked().get(pk=visible.get(pk=message_id).room_id)
    message = visible.get(pk=message_id)
    room.require_open()
    message.room = room
    return message


def _found(actor: User, message_id: int) -> Message:
    message = locked_message(actor, message_id)
    if message.deleted_at is not None:
        raise Message.DoesNotExist
    return message


def _tell_posted(messages: Sequence[MessageView], grown: Sequence[Grown]) -> None:
    """Tell the rooms, and the authors' other tabs that what they wrote counts as read."""
    rooms: dict[int, list[MessageView]] = {}
    for message in [*messages, *(chain.root for chain in grown)]:
        rooms.setdefault(message.room, []).append(message)
    envelopes = [each for room, some in rooms.items() for each in _posted(room, some)]
    reads = {(message.author.id, message.room): message.position for message in messages}
    envelopes += [_read(*key, at) for key, at in reads.items()]
    publish_all_on_commit([*envelopes, *(each for chain in grown for each in _seen(chain))])


def _posted(room_id: int, messages: Sequence[MessageView]) -> list[Envelope]:
    """The new messages come first, and then chains that have grown by them."""
    newest = max(message.position for message in messages)
    activity = RoomActivity(room=room_id, position=newest, version=messages[-1].version)
    return _news(room_id, messages, activity)


def _seen(chain: Grown) -> list[Envelope]:
    room, root = chain.root.room, chain.root.id
    events = {user: ThreadRead(room=room, message=root, seen=n) for user, n in chain.seen.items()}
    return [
        Envelope.of(topics.user(user), event, via=topics.room(room))
        for user, event in events.items()
    ]


def _read(user_id: int, room_id: int, position: int) -> Envelope:
    """What tells somebody's tabs. All of them hear of the room, hence it goes with its news."""
    moved = RoomRead(room=room_id, position=position)
    return Envelope.of(topics.user(user_id), moved, via=topics.room(room_id))


def tell_changed(message: Message) -> None:
    """Tell the room, once the write holds, what a message is now."""
    room = message.room
    activity = RoomActivity(room=room.pk, position=room.head, version=room.version)
    publish_all_on_commit(_news(room.pk, [MessageView.of(message)], activity))


def tell_pins(room: Room) -> None:
    publish_on_commit(topics.room(room.pk), PinsCounted(room=room.pk, count=room.pins))


def _news(room_id: int, messages: Sequence[MessageView], activity: RoomActivity) -> list[Envelope]:
    """What changed, for those who have the room open; that something did, for other members."""
    events = [MessageChanged(room=room_id, message=message) for message in messages]
    return [
        *Envelope.of_log(topics.room(room_id), events),
        Envelope.of(topics.members(room_id), activity),
    ]
