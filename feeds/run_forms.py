"""What programs say of a run, in JSON or as a form."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from feeds.models import COMMAND_LENGTH, NAME_LENGTH, Run
from feeds.roles import STAFF

MOST_STATUS = 2**31 - 1


def fields_of(request: HttpRequest) -> dict[str, Any]:
    """Return the fields of a body, of JSON or of a form. Raises ValidationError."""
    if request.content_type != "application/json":
        sent = request.POST if request.method == "POST" else QueryDict(request.body)
        return {key: ",".join(map(str, values)) for key, values in sent.lists()}
    try:
        fields = json.loads(request.body)
    except (ValueError, RecursionError):
        raise ValidationError(_("The body is no JSON.")) from None
    if not isinstance(fields, dict):
        raise ValidationError(_("The body is no object."))
    return fields


def moments_of(sent: Any) -> list[Any]:
    """Return what ``announce`` lists: a list, or words with commas."""
    return sent.split(",") if isinstance(sent, str) and sent else sent or []


class SentForm(forms.Form):
    """A form without a page: what is wrong is said in one line."""

    def checked(self) -> dict[str, Any]:
        """Return what was sent, in its types. Raises ValidationError."""
        if not self.is_valid():
            words = (
                f"{name}: {' '.join(map(str, faults))}" for name, faults in self.errors.items()
            )
            raise ValidationError(" ".join(words))
        return self.cleaned_data


class StartForm(SentForm):
    name = forms.CharField(max_length=NAME_LENGTH)
    command = forms.CharField(max_length=COMMAND_LENGTH, required=False)
    readers = forms.CharField(max_length=150, required=False)
    room = forms.IntegerField(min_value=1, max_value=2**53, required=False)
    announce = forms.MultipleChoiceField(choices=Run.Moment.choices, required=False)

    def __init__(self, sent: dict[str, Any]) -> None:
        super().__init__({**sent, "announce": moments_of(sent.get("announce"))})

    def checked(self) -> dict[str, Any]:
        """Return the arguments of ``start_run``."""
        sent = super().checked()
        return {
            "name": sent["name"],
            "command": sent["command"],
            "readers": sent["readers"] or STAFF,
            "room_id": sent["room"],
            "announced": sent["announce"] or list(Run.Moment.values),
        }


class FinishForm(SentForm):
    exit_status = forms.IntegerField(min_value=-MOST_STATUS, max_value=MOST_STATUS)
