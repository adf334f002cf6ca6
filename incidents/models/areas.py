"""Where somebody wants to know what happens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.naming import validate_visible
from incidents.boxes import Box
from incidents.geojson import Position
from incidents.models.incidents import Severity

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from accounts.models import User

NAME_LENGTH = 60
MOST_AREAS = 100  # that one person has
FROM_POLYGON = frozenset({"polygon", "west", "south", "east", "north"})


def all_severities() -> list[str]:
    return list(Severity.values)


def validate_severities(value: Any) -> None:
    """Raise ValidationError where it is not a list of severities."""
    if not isinstance(value, list) or not value or not set(value) <= set(Severity.values):
        known = ", ".join(Severity.values)
        raise ValidationError(
            _("Ask for at least one severity of: %(known)s."), params={"known": known}
        )


class AreaQuerySet(models.QuerySet["AreaOfInterest"]):
    def of(self, user: User) -> Self:
        return self.filter(owner=user)

    def listed(self) -> Self:
        """With their owners, in the order of the list."""
        return self.select_related("owner").order_by("name", "pk")

    def around(self, position: Position) -> Self:
        """Those whose box the position lies in; the shape itself decides."""
        longitude, latitude = position
        here = Q(south__lte=latitude, north__gte=latitude)
        if abs(latitude) == 90:  # every longitude is one place
            return self.filter(here)
        sides = [Q(west__lte=x, east__gte=x) for x in (longitude - 360, longitude, longitude + 360)]
        return self.filter(here, sides[0] | sides[1] | sides[2])


class AreaOfInterest(models.Model):
    """A polygon with a name, and the severities its owner asks for.

    ``polygon`` may be set to any GeoJSON Polygon or MultiPolygon, also across the date line; saving
    brings it into the form that is kept, and raises ValidationError where it is none.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="areas", verbose_name=_("owner")
    )
    name = models.CharField(
        _("name"),
        max_length=NAME_LENGTH,
        validators=[ProhibitNullCharactersValidator(), validate_visible],
    )
    polygon = models.JSONField(_("polygon"))
    severities = models.JSONField(
        _("severities"), default=all_severities, validators=[validate_severities]
    )
    west = models.FloatField(editable=False)
    south = models.FloatField(editable=False)
    east = models.FloatField(editable=False)
    north = models.FloatField(editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area of interest")
        verbose_name_plural = _("areas of interest")
        indexes = [models.Index(fields=["south", "north", "west", "east"], name="areas_boxes")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, in one transaction with what follows from it. Raises ValidationError."""
        self.keep_shape()
        if (fields := kwargs.get("update_fields")) is not None:
            from_polygon = FROM_POLYGON if "polygon" in fields else frozenset()
            kwargs["update_fields"] = {*fields, *from_polygon, "changed_at"}
        with transaction.atomic():
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("incidents:area", args=[self.pk])

    def clean(self) -> None:
        self.name = " ".join(self.name.split())
        self.keep_shape()

    def keep_shape(self) -> None:
        """Bring the polygon into the form that is kept, and its box in step. ValidationError."""
        from incidents import geometry

        validate_severities(self.severities)
        self.severities = [each for each in Severity.values if each in self.severities]
        self.polygon = geometry.normalised(self.polygon)
        self.__dict__.pop("shape", None)
        self.west, self.south, self.east, self.north = self.box

    @cached_property
    def shape(self) -> BaseGeometry:
        from incidents import geometry

        return geometry.shape_of(self.polygon)

    @property
    def box(self) -> Box:
        from incidents import geometry

        return geometry.box_of(self.shape)

    def covers(self, position: Position) -> bool:
        """Say whether the position is inside, or on the edge."""
        return self.covered([position])[0]

    def covered(self, positions: Sequence[Position]) -> list[bool]:
        """Say of each position whether it is inside, or on the edge."""
        from incidents import geometry

        return geometry.covered(self.shape, positions)

    @property
    def drawn(self) -> dict[str, Any]:
        """The polygon as somebody would draw it: across the date line in one piece."""
        from incidents import geometry

        return geometry.as_drawn(self.polygon)

    @property
    def severity_names(self) -> Collection[str]:
        return [str(Severity(each).label) for each in self.severities]

    def asks_for(self, severity: str) -> bool:
        return severity in self.severities
