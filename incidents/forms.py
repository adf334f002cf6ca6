"""The forms of incidents and areas; a map fills them in where there is JavaScript."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents.corners import MOST_CHARACTERS, read_area
from incidents.geojson import point
from incidents.models import AreaOfInterest, Incident, Severity
from incidents.models.areas import NAME_LENGTH
from incidents.models.incidents import TEXT_LENGTH, TITLE_LENGTH

STATES = [("open", _("Open")), ("closed", _("Closed")), ("all", _("All"))]


class IncidentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity.choices, initial=Severity.MEDIUM
    )
    text = forms.CharField(
        label=_("What is known"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        min_value=-90,
        max_value=90,
        required=False,
        help_text=_("Degrees, north is positive. Empty: no place."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        min_value=-180,
        max_value=180,
        required=False,
        help_text=_("Degrees, east is positive."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )

    @classmethod
    def of(cls, incident: Incident, data: Any = None) -> IncidentForm:
        names = ("title", "severity", "text", "latitude", "longitude")
        return cls(data, initial={name: getattr(incident, name) for name in names})

    def clean(self) -> dict[str, Any]:
        """A place has both coordinates, or there is none."""
        cleaned: dict[str, Any] = super().clean() or {}
        latitude, longitude = cleaned.pop("latitude", None), cleaned.pop("longitude", None)
        if (latitude is None) != (longitude is None) and not self.errors:
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, ValidationError(_("A place has both coordinates.")))
        has_place = latitude is not None and longitude is not None
        cleaned["place"] = point((longitude, latitude)) if has_place else None
        return cleaned


class AreaForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    severities = forms.MultipleChoiceField(
        label=_("Tell me of incidents that are"),
        choices=Severity.choices,
        initial=list(Severity.values),
        widget=forms.CheckboxSelectMultiple,
    )
    polygon = forms.CharField(
        label=_("Corners"),
        max_length=MOST_CHARACTERS,
        help_text=_(
            "A corner a line, latitude and longitude, as “52.5, 13.4”; or a GeoJSON polygon. "
            "Across the date line, go on beyond 180."
        ),
        widget=forms.Textarea(
            attrs={
                "rows": 6,
                "spellcheck": "false",
                "class": "font-monospace",
                "autocorrect": "off",
            }
        ),
    )

    @classmethod
    def of(cls, area: AreaOfInterest, data: Any = None) -> AreaForm:
        drawn = json.dumps(area.drawn)
        initial = {"name": area.name, "severities": area.severities, "polygon": drawn}
        return cls(data, initial=initial)

    def clean_polygon(self) -> dict[str, Any]:
        return read_area(self.cleaned_data["polygon"])


class FilterForm(forms.Form):
    """What a list shows; what makes no sense is as if it had not been said."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    severity = forms.MultipleChoiceField(
        label=_("Severity"),
        choices=Severity.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def state_shown(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("state") or "open"

    @property
    def severities_shown(self) -> list[str]:
        self.is_valid()
        return self.cleaned_data.get("severity") or []
