"""What people set about their presence: rows, where everything else about it is in memory."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import FOR_EVER, User
from presence.chosen import UNSAID, Audience, Choice, Chosen, Manner, narrower
from presence.cleaning import EMOJI_LENGTH, TEXT_LENGTH, cleaned

STATES: dict[Choice, Any] = {
    "auto": _("Automatic"),
    "away": _("Away"),
    "busy": _("Busy"),
    "invisible": _("Invisible"),
}
WHO_SEES: dict[Audience, Any] = {
    "everyone": _("Everyone"),
    "roommates": _("People who share a room with me"),
    "nobody": _("Nobody"),
}


class StandingManager(models.Manager["Standing"]):
    def of(self, user: User) -> Standing:
        """Return somebody's row, made with the first call, locked until the transaction ends."""
        return self.select_for_update().get_or_create(user=user)[0]


class Standing(models.Model):
    """How somebody wants to be shown, and to whom. Who never said anything has none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="standing"
    )
    state = models.CharField(_("state"), max_length=9, choices=STATES, default="auto")
    emoji = models.CharField(_("emoji"), max_length=EMOJI_LENGTH, blank=True)
    text = models.CharField(_("status"), max_length=TEXT_LENGTH, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    audience = models.CharField(
        _("Who sees whether I am here"), max_length=9, choices=WHO_SEES, default="everyone"
    )
    seen_audience = models.CharField(
        _("Who sees when I was last here"), max_length=9, choices=WHO_SEES, default="everyone"
    )
    refuses_notices = models.BooleanField(
        _("Nobody may ask to be told when I am back"), default=False
    )
    timezone = models.CharField(_("time zone"), max_length=64, null=True, blank=True)
    """A name of the IANA's; empty where it is kept to oneself, null where no browser said it."""

    objects = StandingManager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.state} {self.emoji} {self.text}"

    @property
    def chosen(self) -> Chosen:
        """What was chosen last, be it over or not."""
        return Chosen(
            state=cast(Choice, self.state), emoji=self.emoji, text=self.text, until=self.until
        )

    @property
    def last_seen_audience(self) -> Audience:
        """Who sees when they were last here: nobody who may not see whether they are here."""
        return narrower(cast(Audience, self.seen_audience), cast(Audience, self.audience))

    def choose(self, chosen: Chosen, now: datetime) -> None:
        """Show that from now on. Raises ValidationError, and then nothing has changed."""
        chosen = cleaned(chosen, now)
        self.state, self.emoji, self.text = chosen.state, chosen.emoji, chosen.text
        self.until = chosen.until
        self.save(update_fields=["state", "emoji", "text", "until"])

    @property
    def manner(self) -> Manner:
        """The whole row, as processes keep it."""
        return Manner(
            chosen=self.chosen,
            audience=cast(Audience, self.audience),
            last_seen_audience=self.last_seen_audience,
            refuses_notices=self.refuses_notices,
            timezone=self.timezone,
        )

    @property
    def unseen_until(self) -> datetime | None:
        """Until when ``last_seen`` may not move, because its owner is invisible."""
        return (self.until or FOR_EVER) if self.chosen.is_invisible else None


def manner_of(user: User) -> Manner:
    """Return what somebody's row says, be there one or not. No query after select_related."""
    standing: Standing | None = getattr(user, "standing", None)
    return standing.manner if standing else UNSAID


class LookoutQuerySet(models.QuerySet["Lookout"]):
    def about(self, subjects: Any) -> Self:
        return self.filter(subject__in=subjects)

    def of(self, watchers: Any) -> Self:
        return self.filter(watcher__in=watchers)


class Lookout(models.Model):
    """Somebody asked to be told, once, that another one is back."""

    watcher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="lookouts", db_index=False
    )
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects = LookoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to be told")
        verbose_name_plural = _("requests to be told")
        constraints = [
            models.UniqueConstraint(fields=["watcher", "subject"], name="one_lookout_each")
        ]

    def __str__(self) -> str:
        return f"{self.watcher_id} → {self.subject_id}"
