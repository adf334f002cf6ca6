"""What tells a person that something happens in an area of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models.areas import AreaOfInterest
from incidents.models.incidents import Incident

if TYPE_CHECKING:
    from accounts.models import User


class AlertQuerySet(models.QuerySet["Alert"]):
    def of(self, user: User) -> Self:
        return self.filter(person=user)

    def waiting(self) -> Self:
        """Those that nobody has acknowledged yet."""
        return self.filter(acknowledged_at=None)

    def to_show(self) -> Self:
        return self.select_related("incident__opened_by", "area__owner").order_by("-pk")


class Alert(models.Model):
    """Raised once for an incident and an area, and kept until its person acknowledges it.

    It is over once its incident is closed, whether acknowledged or not.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="alerts",
        db_index=False,
        verbose_name=_("person"),
    )
    # The unique constraint begins with the incident, and serves as its index.
    incident = models.ForeignKey(
        Incident,
        models.CASCADE,
        related_name="alerts",
        db_index=False,
        verbose_name=_("incident"),
    )
    area = models.ForeignKey(
        AreaOfInterest, models.CASCADE, related_name="alerts", verbose_name=_("area")
    )
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [models.UniqueConstraint(fields=["incident", "area"], name="one_alert")]
        indexes = [
            models.Index(fields=["person", "-id"], name="alerts_of_person"),
            models.Index(
                fields=["person"], name="alerts_waiting", condition=Q(acknowledged_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.incident_id}"

    @property
    def is_waiting(self) -> bool:
        return self.acknowledged_at is None

    def acknowledge(self) -> bool:
        """Take note of it; False where that was done before."""
        if not self.is_waiting:
            return False
        self.acknowledged_at = timezone.now()
        return True
