"""Rooms, and who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.naming import validate_visible
from chat.markup.mentions import ROOM_KEY_LENGTH, room_key
from chat.models.memberships import Membership

if TYPE_CHECKING:
    from accounts.models import User

NAME_LENGTH = 60
TOPIC_LENGTH = 250
MOST_PINS = 50  # in one room
DESCRIPTION_LENGTH = 2000
KEY_LENGTH = 200  # of nine ids, with hyphens between them
ARCHIVED = _("This room is archived: it can be read, but nothing can be added or changed.")
MOST_ROOMS = 500  # that one person is in: the list of them fits into a frame


def people_in(direct_key: str | None) -> tuple[int, ...]:
    """Return the ids of all who are in a conversation; of another room nobody's."""
    return tuple(map(int, direct_key.split("-"))) if direct_key else ()


class RoomQuerySet(models.QuerySet["Room"]):
    def of(self, user: User) -> Self:
        """Rooms the user is a member of."""
        return self.filter(memberships__user=user)

    def seen_by(self, user: User) -> Self:
        """Rooms the user may know of: their own, and the public ones."""
        mine = user.memberships.values("room")
        return self.filter(Q(kind=Room.Kind.PUBLIC) | Q(pk__in=mine))

    def joinable_by(self, user: User) -> Self:
        mine = user.memberships.values("room")
        return self.filter(kind=Room.Kind.PUBLIC, archived_at=None).exclude(pk__in=mine)

    def matching(self, words: str) -> Self:
        """Rooms whose name or topic has each of the words."""
        rooms = self
        for word in words.split():
            rooms = rooms.filter(Q(name__icontains=word) | Q(topic__icontains=word))
        return rooms

    def owned_by(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__role=Membership.Role.OWNER)

    def with_member_count(self) -> Self:
        """Annotate ``member_count``, counted for no more rooms than are shown."""
        members = Membership.objects.filter(room=models.OuterRef("pk")).order_by().values("room")
        counted = models.Subquery(members.values(count=models.Count("pk")))
        return self.annotate(member_count=Coalesce(counted, 0))

    def locked(self) -> Self:
        """Lock the rooms until the transaction ends; SQLite's transactions lock everything."""
        return self.select_for_update(of=("self",), no_key=True)


class Room(models.Model):
    """A place to talk. ``version`` grows by one with every change to its messages."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Public")
        PRIVATE = "private", _("Private")
        DIRECT = "direct", _("Direct")

    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices, default=Kind.PUBLIC)
    name = models.CharField(
        _("name"),
        max_length=NAME_LENGTH,
        blank=True,
        validators=[ProhibitNullCharactersValidator()],
    )
    link_key = models.CharField(
        max_length=ROOM_KEY_LENGTH, db_index=True, default="", editable=False
    )
    """How the name is written after ``#``."""
    topic = models.CharField(
        _("topic"),
        max_length=TOPIC_LENGTH,
        blank=True,
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("What is talked about here."),
    )
    description = models.TextField(
        _("description"),
        max_length=DESCRIPTION_LENGTH,
        blank=True,
        validators=[
            MaxLengthValidator(DESCRIPTION_LENGTH),
            ProhibitNullCharactersValidator(),
        ],
        help_text=_("What one should know who comes here: rules, links, whom to ask."),
    )
    welcomes_everyone = models.BooleanField(
        _("welcomes everyone"),
        default=False,
        help_text=_("Whoever signs up is a member from the start."),
    )
    direct_key = models.CharField(max_length=KEY_LENGTH, unique=True, null=True, editable=False)
    version = models.PositiveBigIntegerField(_("version"), default=0, editable=False)
    head = models.PositiveBigIntegerField(_("messages"), default=0, editable=False)
    pins = models.PositiveSmallIntegerField(
        _("pinned messages"), default=0, db_default=0, editable=False
    )
    created_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("opened by"),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, editable=False)
    """Since when nothing can be added."""
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership")

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="direct") ^ Q(direct_key=None), name="direct_rooms_have_their_key"
            )
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.pk}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.link_key = room_key(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "link_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("chat:room", args=[self.pk])

    def clean(self) -> None:
        """A room people choose by name has one. Raises ValidationError."""
        self.name, self.topic = self.name.strip(), self.topic.strip()
        self.description = self.description.replace("\r\n", "\n").strip()
        if self.kind != self.Kind.DIRECT:
            self.name = " ".join(self.name.split())
            if not self.name:
                raise ValidationError({"name": _("A room needs a name.")})
            validate_visible(self.name)

    @property
    def is_direct(self) -> bool:
        return self.kind == self.Kind.DIRECT

    @property
    def is_group(self) -> bool:
        """Whether it is a conversation of more than two."""
        return len(people_in(self.direct_key)) > 2

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def require_open(self) -> None:
        """Raise PermissionDenied where the room is archived."""
        if self.is_archived:
            raise PermissionDenied(ARCHIVED)

    def admit(self, user: User, role: str) -> tuple[Membership, bool]:
        """Make the user a member; what was said before counts as read. Raises ValidationError."""
        if user.memberships.count() >= MOST_ROOMS and not user.memberships.filter(room=self):
            raise ValidationError(
                _("Nobody can be in more than %(most)d rooms.") % {"most": MOST_ROOMS}
            )
        return Membership.objects.get_or_create(
            room=self, user=user, defaults={"role": role, "read": self.head}
        )

    def keep_owned(self) -> None:
        """Where the last owner has left, make the member of longest standing one."""
        members = self.memberships.order_by("joined_at", "pk")
        if not members.filter(role=Membership.Role.OWNER).exists():
            members.filter(pk__in=members.values("pk")[:1]).update(role=Membership.Role.OWNER)

    def count_pin(self, step: int) -> None:
        """Count a message pinned or taken down. The row must be locked. Raises ValidationError."""
        if self.pins + step > MOST_PINS:
            raise ValidationError(
                _("A room has at most %(most)d pinned messages. Take one down first."),
                params={"most": MOST_PINS},
            )
        self.pins += step

    def advance(self) -> int:
        """Take the room's next version. The row must be locked."""
        self.version += 1
        return self.version
