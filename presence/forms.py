"""The forms of one's own presence, for pages without JavaScript and for its settings."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from presence.chosen import Change
from presence.cleaning import EMOJI_LENGTH, TEXT_LENGTH
from presence.models import STATES, Standing
from presence.moments import next_time, tomorrow
from presence.zones import zones

STAYS = "stays"

ENDS: dict[str, Any] = {
    STAYS: _("as it is now"),
    "": _("until I change it"),
    "30m": _("for 30 minutes"),
    "1h": _("for 1 hour"),
    "4h": _("for 4 hours"),
    "tomorrow": _("until tomorrow"),
    "at": _("until a time"),
}
LENGTHS = {"30m": timedelta(minutes=30), "1h": timedelta(hours=1), "4h": timedelta(hours=4)}


class StatusForm(forms.Form):
    """State, emoji, text, and when that ends: ``at`` is a time of day, for ``ends=at``.

    A field that is not sent at all stays as it is.
    """

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    emoji = forms.CharField(label=_("Emoji"), max_length=EMOJI_LENGTH, required=False)
    text = forms.CharField(label=_("Status"), max_length=TEXT_LENGTH, required=False)
    ends = forms.ChoiceField(label=_("How long"), choices=ENDS, required=False)
    at = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("ends") == "at" and not data.get("at") and "at" not in self.errors:
            self.add_error("at", _("Until what time?"))
        return data

    def change(self, now: datetime) -> Change:
        """Return what was asked for; ``now`` is in the time zone of whoever asks."""
        fields = {name: self.cleaned_data[name] for name in ("emoji", "text") if name in self.data}
        if self.cleaned_data["state"]:
            fields["state"] = self.cleaned_data["state"]
        if self.data.get("ends", STAYS) != STAYS:
            fields["until"] = _end(self.cleaned_data["ends"], self.cleaned_data["at"], now)
        return Change(**fields)


class PresenceForm(forms.ModelForm):
    """Who sees what of me."""

    class Meta:
        model = Standing
        fields: ClassVar[list[str]] = ["audience", "seen_audience", "refuses_notices", "timezone"]
        widgets: ClassVar[dict[str, Any]] = {
            "audience": forms.RadioSelect,
            "seen_audience": forms.RadioSelect,
        }

    timezone = forms.ChoiceField(
        label=_("My time zone"),
        required=False,
        help_text=_("Others see on your card what time it is where you are."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Keep it to myself")), *((zone, zone) for zone in zones())]
        self.fields["timezone"].choices = choices  # type: ignore[attr-defined]


def _end(ends: str, at: time | None, now: datetime) -> datetime | None:
    if ends in LENGTHS:
        return now + LENGTHS[ends]
    if ends == "tomorrow":
        return tomorrow(now)
    return next_time(now, at) if ends == "at" and at else None
