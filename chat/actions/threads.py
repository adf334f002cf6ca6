"""What people do with chains of replies, other than replying."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import User
from chat.events import ThreadRead as Read
from chat.models import Message, ThreadRead
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit


@transaction.atomic
def read_thread(actor: User, message_id: int, seen: int) -> None:
    """Take part in a chain, and move one's mark forward. Raises Message.DoesNotExist."""
    root = Message.objects.in_rooms_of(actor).get(pk=message_id, thread=None)
    seen = min(seen, root.reply_count)
    mark, is_new = ThreadRead.objects.get_or_create(user=actor, root=root, defaults={"seen": seen})
    if not is_new and seen <= mark.seen:
        return
    # Another tab may say more at the same moment.
    ThreadRead.objects.filter(pk=mark.pk).update(seen=Greatest(F("seen"), seen))
    event = Read(room=root.room_id, message=root.pk, seen=seen)
    publish_on_commit(topics.user(actor.pk), event)
