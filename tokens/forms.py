"""The form that makes a token."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tokens.scopes import kinds

LIFETIMES = [
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("A year")),
    ("", _("Until it is revoked")),
]


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Where it is used, as “build server”."),
    )
    kind = forms.ChoiceField(label=_("For"))
    subject = forms.RegexField(
        r"^[^\x00-\x1f\x7f/]+$",
        label=_("Which"),
        max_length=60,
        required=False,
    )
    lifetime = forms.ChoiceField(label=_("Works for"), choices=LIFETIMES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.key: kind for kind in kinds()}
        named = (f"{kind.title}: {kind.subject}" for kind in kinds() if kind.subject)
        self.fields["subject"].help_text = " · ".join(named)
        field = self.fields["kind"]
        field.choices = [(kind.key, kind.title) for kind in kinds()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError where what it is for is named by half."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind = self.kinds.get(cleaned.get("kind", ""))
        if kind and kind.subject and not cleaned.get("subject") and "subject" not in self.errors:
            self.add_error("subject", ValidationError(_("Name what it is for."), code="required"))
        return cleaned

    @property
    def scope(self) -> str:
        return self.kinds[self.cleaned_data["kind"]].scope(self.cleaned_data["subject"])

    @property
    def expires_at(self) -> datetime | None:
        days = self.cleaned_data["lifetime"]
        return timezone.now() + timedelta(days=int(days)) if days else None
