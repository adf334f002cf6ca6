"""The forms of rooms: new, settings, invitation, and the composer that needs no JavaScript."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.models import TEXT_LENGTH, Membership, Room


class NewRoomForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label=_("Who may join"),
        choices=[
            (Room.Kind.PUBLIC, _("Everybody: it stands in the list of rooms")),
            (Room.Kind.PRIVATE, _("Whom its members invite: nobody else knows of it")),
        ],
        initial=Room.Kind.PUBLIC,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Room
        fields = ["name", "topic", "description", "kind"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Room.Kind.PUBLIC


class RoomSettingsForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["name", "topic", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Membership.Role.choices)


class InviteForm(forms.Form):
    username = forms.CharField(label=_("Username"), max_length=33)


class LinkForm(forms.Form):
    """How long a link into a room lasts, and how many people it lets in."""

    LASTS = {
        "hour": timedelta(hours=1),
        "day": timedelta(days=1),
        "week": timedelta(days=7),
        "ever": None,
    }
    USES = {"1": 1, "10": 10, "any": None}

    lasts = forms.ChoiceField(
        label=_("Lasts"),
        choices=[
            ("hour", _("an hour")),
            ("day", _("a day")),
            ("week", _("7 days")),
            ("ever", _("until it is revoked")),
        ],
        initial="day",
    )
    uses = forms.ChoiceField(
        label=_("Lets in"),
        choices=[
            ("1", _("one person")),
            ("10", _("10 people")),
            ("any", _("any number of people")),
        ],
        initial="10",
    )

    def wishes(self) -> dict[str, Any]:
        """Return what a valid form asks for."""
        chosen = self.cleaned_data
        return {"lasts": self.LASTS[chosen["lasts"]], "most_uses": self.USES[chosen["uses"]]}


class ReadForm(forms.Form):
    position = forms.IntegerField(min_value=0, max_value=2**53)
    unread = forms.BooleanField(required=False)


class EditForm(forms.Form):
    text = forms.CharField(
        label=_("Text of the message"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": _("A message needs some text.")},
    )


class PostForm(forms.Form):
    """The composer. ``client_id`` is made with the page, so that sending twice posts once."""

    text = forms.CharField(
        label=_("Message"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"required": _("A message needs some text.")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    reply_to = forms.IntegerField(
        min_value=1, max_value=2**53, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid4
