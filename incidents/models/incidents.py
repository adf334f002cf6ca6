"""What happened somewhere, and whether it is over."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.naming import validate_visible
from incidents.boxes import Box
from incidents.geojson import Position, point, read_point

TITLE_LENGTH, TEXT_LENGTH = 120, 4000


class Severity(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    CRITICAL = "critical", _("Critical")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "-pk")

    def to_show(self) -> Self:
        """With whoever opened them: what a page or an event names."""
        return self.select_related("opened_by")

    def within(self, box: Box) -> Self:
        """Those that may lie in an area of that box; the shape itself decides."""
        here = Q(latitude__gte=box.south, latitude__lte=box.north)
        turns = [Q(longitude__range=(box.west + turn, box.east + turn)) for turn in (-360, 0, 360)]
        # At a pole every longitude is one place.
        return self.filter(here, turns[0] | turns[1] | turns[2] | Q(latitude__in=(-90, 90)))


class Incident(models.Model):
    """Something that happened. It is open until it is closed, and may be opened again."""

    title = models.CharField(
        _("title"),
        max_length=TITLE_LENGTH,
        validators=[ProhibitNullCharactersValidator(), validate_visible],
    )
    text = models.TextField(
        _("text"),
        max_length=TEXT_LENGTH,
        blank=True,
        validators=[
            MaxLengthValidator(TEXT_LENGTH),
            ProhibitNullCharactersValidator(),
            validate_visible,
        ],
    )
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.MEDIUM
    )
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("opened by"),
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    room = models.OneToOneField(
        "chat.Room",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="incident",
        verbose_name=_("room"),
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="incidents_newest"),
            models.Index(
                fields=["latitude", "longitude"],
                name="incidents_open_places",
                condition=Q(closed_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                # Where one of two is null the comparisons are neither true nor false: that passes.
                condition=Q(longitude=None, latitude=None)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                ),
                name="incident_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="incident_severity_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, in one transaction with what follows from it."""
        self._keep_changed_at(kwargs)
        with transaction.atomic():
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("incidents:incident", args=[self.pk])

    def clean(self) -> None:
        """Bring the place into the form that is kept. Raises ValidationError."""
        self.title = " ".join(self.title.split())
        if self.longitude is not None or self.latitude is not None:
            self.place = {"type": "Point", "coordinates": [self.longitude, self.latitude]}

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def position(self) -> Position | None:
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude

    @property
    def place(self) -> dict[str, Any] | None:
        """Where it happened, as a GeoJSON point; None where that is not known."""
        return point(self.position) if self.position else None

    @place.setter
    def place(self, value: Any) -> None:
        self.longitude, self.latitude = read_point(value) if value is not None else (None, None)

    def close(self) -> bool:
        """End it; False where it had ended."""
        if not self.is_open:
            return False
        self.closed_at = timezone.now()
        return True

    def reopen(self) -> bool:
        """Take it up again; False where it was open."""
        if self.is_open:
            return False
        self.closed_at = None
        return True

    @staticmethod
    def _keep_changed_at(kwargs: dict[str, Any]) -> None:
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "changed_at"}
