"""The forms of the pages that allauth does not have."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from allauth.account import forms as allauth
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import Preferences, User


class LoginForm(allauth.LoginForm):
    """allauth's, in words that say what to type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Username or e-mail address")
        login.widget.attrs |= {"autocomplete": "username", "autofocus": True}


class AddPasskeyForm(AddWebAuthnForm):
    """allauth's, meant for a passkey unless one says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name"]


def _languages() -> list[tuple[str, Any]]:
    """Return the site's languages by their own names, and the choice of none."""
    own = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
    return [("", _("Automatic, by the browser")), *own]


class PreferencesForm(forms.ModelForm):
    """What the site is to be like; what is empty is as it always was."""

    theme = forms.ChoiceField(
        label=_("Appearance"),
        choices=Preferences.Theme,
        widget=forms.RadioSelect,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)

    class Meta:
        model = Preferences
        fields: ClassVar[list[str]] = ["theme", "density", "clock", "enter", "language"]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = dict.fromkeys(
            ("density", "clock", "enter"), forms.RadioSelect
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["theme"] = self.initial["theme"] or Preferences.Theme.AUTO


class BanForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("They read this when they try to log in.")
    )
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: for ever."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_until(self) -> datetime | None:
        until: datetime | None = self.cleaned_data["until"]
        if until is not None and until <= timezone.now():
            raise ValidationError(_("The end of a ban lies in the future."), code="past")
        return until
