"""The phrases in which people and their log-ins are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.naming import fold, normalise, username_key

if TYPE_CHECKING:
    from accounts.models import LoggedInUser, User  # noqa: F401 (named in a base class's string)


def _allowed_in(user: str = "") -> Q:
    """What makes somebody welcome; ``user`` is the path to them, as ``user__``."""
    no_ban = Q((f"{user}banned_until", None)) | Q((f"{user}banned_until__lte", timezone.now()))
    return no_ban & Q((f"{user}is_active", True))


class UserQuerySet(QuerySet["User"]):
    def allowed_in(self) -> Self:
        """Those who may log in: active and not banned at present."""
        return self.filter(_allowed_in())

    def present_in_list(self) -> Self:
        """Those whom the user list shows, in its order."""
        return self.allowed_in().order_by("sort_key", "id")

    def matching(self, query: str) -> Self:
        """Those whose name or username contains each word of ``query``, in any case or accent."""
        people = self
        for word in fold(normalise(query)).split():
            people = people.filter(folded__contains=word)
        return people

    def beginning(self, query: str) -> Self:
        """Those who have a name that begins with ``query``: as ``naming.begins``, in SQL."""
        word = fold(normalise(query))
        within = Q(folded__contains=f" {word}" if word.isascii() else word)
        return self.filter(within | Q(folded__startswith=word))

    def operators(self) -> Self:
        """Those who may do everything."""
        return self.filter(is_superuser=True)

    def named(self, username: str) -> Self:
        """The one who has this username in any case, if there is one."""
        return self.filter(username_key=username_key(username))

    def manageable_by(self, actor: User) -> Self:
        """Those whom ``actor`` may deactivate or ban: never oneself, staff only by superusers."""
        if not (actor.is_active and actor.is_staff):
            return self.none()
        others = self.exclude(pk=actor.pk)
        return others if actor.is_superuser else others.filter(is_staff=False, is_superuser=False)


class UserManager(DjangoUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's user manager with the phrases above."""

    use_in_migrations = False

    def get_by_natural_key(self, username: str | None) -> User:
        return self.named(username or "").get()

    def create_many(self, usernames: Iterable[str], **fields: Any) -> list[User]:
        """Make people without passwords in bulk, with all that ``save()`` would have kept."""
        people = [self.model(username=name, **fields) for name in usernames]
        for person in people:
            person.set_unusable_password()
            person.keep_names()
        return self.bulk_create(people, batch_size=500)


class LoggedInUserQuerySet(QuerySet["LoggedInUser"]):
    def live(self) -> Self:
        """Log-ins that a session still carries."""
        return self.filter(sessions__expire_date__gt=timezone.now()).distinct()

    def good(self) -> Self:
        """Live log-ins of people who are neither deactivated nor banned."""
        return self.live().filter(_allowed_in("user__"))

    def of(self, user: User) -> Self:
        """The devices ``user`` is logged in on, the latest used first."""
        return self.live().filter(user=user).order_by("-last_seen", "key")

    def left_behind(self) -> Self:
        """Log-ins older than a day whose sessions have all expired and been cleared."""
        return self.filter(sessions=None, logged_in_at__lt=timezone.now() - timedelta(days=1))
