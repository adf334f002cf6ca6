"""What one person may know of another, on one card."""

from __future__ import annotations

from accounts.models import User
from presence.events import PresenceCard
from presence.hooks import rooms_of_both
from presence.models import Lookout, manner_of
from presence.sight import Sight


def read_card(sight: Sight, asker: User, user_id: int) -> PresenceCard:
    """Return somebody's card. Raises User.DoesNotExist."""
    subject = found(user_id)
    is_me, manner = subject.pk == asker.pk, manner_of(subject)
    rooms = [] if is_me else rooms_of_both(asker, subject)
    entry = sight.entry(subject, is_roommate=bool(rooms))
    return PresenceCard(
        entry=entry,
        timezone=manner.timezone or "",
        rooms=rooms,
        can_message=not is_me,
        watching=Lookout.objects.filter(watcher=asker, subject=subject).exists(),
        may_watch=not (is_me or entry.state == "online" or manner.refuses_notices),
    )


def found(user_id: int) -> User:
    """Return somebody whom everybody may find. Raises User.DoesNotExist."""
    return User.objects.present_in_list().select_related("standing").get(pk=user_id)
