"""People, the browsers they are logged in on, and the sessions that carry those log-ins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts import naming
from accounts.managers import LoggedInUserQuerySet, UserManager

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
TAKEN = _("A user with that username already exists.")
NAMES = frozenset({"username", "name"})
FROM_NAMES = frozenset({"username_key", "sort_key", "folded"})


class User(AbstractUser):
    """A person. Never deleted, for what they wrote stays: see ``actions.forget_user``."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        _("username"),
        max_length=naming.USERNAME_LENGTH,
        unique=True,
        validators=[naming.UsernameValidator()],
        error_messages={"unique": TAKEN},
    )
    username_key = models.CharField(max_length=128, unique=True, editable=False)
    name = models.CharField(
        _("display name"),
        max_length=60,
        blank=True,
        validators=[naming.refuse_invisible],
        help_text=_("What others see. Empty: your username."),
    )
    sort_key = models.BinaryField(editable=False, default=b"")
    folded = models.TextField(editable=False, default="")
    last_seen = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)
    unseen_until = models.DateTimeField(null=True, editable=False)
    """Until when ``last_seen`` stays as it is, for its owner does not want to be seen."""
    banned_until = models.DateTimeField(_("banned until"), null=True, blank=True)
    ban_reason = models.CharField(_("reason of the ban"), max_length=200, blank=True)

    kept_login: str | None = None
    """The log-in that a new password does not end, where somebody sets their own."""

    objects = UserManager()  # type: ignore[misc]

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(AbstractUser.Meta):
        indexes = (models.Index(fields=["sort_key", "id"], name="user_list_order"),)

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.name or self.username

    @property
    def deactivated(self) -> bool:
        return not self.is_active

    @property
    def banned(self) -> bool:
        return self.banned_until is not None and self.banned_until > timezone.now()

    @property
    def banned_for_ever(self) -> bool:
        return self.banned_until is not None and self.banned_until >= FOR_EVER

    @property
    def has_new_password(self) -> bool:
        """Whether what is being saved is a new password, and not a newer hash of the old one."""
        return getattr(self, "_password", None) is not None

    def get_full_name(self) -> str:
        return self.shown_name

    def get_short_name(self) -> str:
        return self.shown_name

    @classmethod
    def normalize_username(cls, username: Any) -> Any:
        # A form whose username was refused has none.
        return naming.normalise(username) if isinstance(username, str) else username

    def clean(self) -> None:
        """Raise ValidationError where the username is somebody else's in another case."""
        super().clean()
        if self.username and User.objects.named(self.username).exclude(pk=self.pk).exists():
            raise ValidationError({"username": TAKEN}, code="unique")

    def keep_names(self) -> None:
        """Bring the columns that follow from the names in step with them."""
        self.username = naming.normalise(self.username)
        self.name = naming.normalise(self.name)
        self.username_key = naming.username_key(self.username)
        self.sort_key = naming.sort_key(self.shown_name)
        self.folded = naming.fold(f"{self.name} {self.username}")

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.keep_names()
        if update_fields is not None and NAMES & set(update_fields):
            update_fields = {*update_fields, *NAMES, *FROM_NAMES}
        super().save(*args, update_fields=update_fields, **kwargs)


class Preferences(models.Model):
    """How the site looks and behaves for one person; who has no row chose nothing yet.

    Read with the user who asks for a page, in one query: see ``backends``.
    """

    class Theme(models.TextChoices):
        AUTO = "auto", _("Automatic")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        COMFORTABLE = "", _("Comfortable")
        COMPACT = "compact", _("Compact")

    class Clock(models.TextChoices):
        AUTO = "", _("Automatic, by the language")
        HOURS_24 = "24", _("24 hours")
        HOURS_12 = "12", _("12 hours")

    class Enter(models.TextChoices):
        SEND = "", _("Enter sends, Shift + Enter begins a new line")
        NEWLINE = "newline", _("Enter begins a new line, Ctrl + Enter sends")

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="preferences")
    theme = models.CharField(_("appearance"), max_length=8, choices=Theme, blank=True)
    """Empty: never chosen, so that each browser stays as it was."""
    density = models.CharField(_("density"), max_length=8, choices=Density, blank=True)
    clock = models.CharField(_("time format"), max_length=2, choices=Clock, blank=True)
    enter = models.CharField(_("Enter key"), max_length=8, choices=Enter, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id}"

    @classmethod
    def of(cls, user: User) -> Preferences:
        """Return what ``user`` chose; of who chose nothing, a row that says so and is not saved."""
        try:
            return user.preferences
        except cls.DoesNotExist:
            return cls(user_id=user.pk)


def new_login_key() -> str:
    return get_random_string(32)


class LoggedInUser(models.Model):
    """One logged-in browser. Deleting the row ends the log-in: its sessions go with it."""

    key = models.CharField(primary_key=True, max_length=32, default=new_login_key, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="logins")
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    logged_in_at = models.DateTimeField(_("logged in"), default=timezone.now, editable=False)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now, editable=False)

    objects = LoggedInUserQuerySet.as_manager()

    class Meta:
        verbose_name = _("logged-in user")
        verbose_name_plural = _("logged-in users")

    def __str__(self) -> str:
        return f"{self.user_id} · {self.key[:6]}"


class Session(AbstractBaseSession):
    """A session row that knows the log-in it carries; anonymous ones carry none."""

    login = models.ForeignKey(LoggedInUser, models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from accounts.sessions import SessionStore

        return SessionStore
