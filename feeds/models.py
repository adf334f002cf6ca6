"""Runs, and what they printed, in chunks of many lines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.models import Room
from feeds.roles import STAFF, roles_of

NAME_LENGTH = 60
COMMAND_LENGTH = 500
PREFIX = "run:"  # of a run's id among all feeds, and of its token's scope


class RunQuerySet(QuerySet["Run"]):
    def readable_by(self, user: User) -> Self:
        """Those somebody may know of, with their rights as ``user`` has them."""
        if not user.is_active:
            return self.none()
        return self if user.is_superuser else self.filter(readers__in=roles_of(user))

    def under_way(self) -> Self:
        return self.filter(state=Run.State.RUNNING)

    def silent_since(self, moment: datetime) -> Self:
        """Those under way of which nothing was heard."""
        return self.under_way().filter(heard_at__lt=moment)

    def called(self, query: str) -> Self:
        """Those whose name contains every word of ``query``."""
        named = Q()
        for word in query.split():
            named &= Q(name__icontains=word)
        return self.filter(named)


class Run(models.Model):
    """Something that was run somewhere, and how it went. Its lines count from 1."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        SUCCEEDED = "succeeded", _("Succeeded")
        FAILED = "failed", _("Failed")
        LOST = "lost", _("Lost")

    class Moment(models.TextChoices):
        """When a run is announced in its room; a lost one has failed."""

        START = "start", _("at its start")
        END = "end", _("at its end")
        FAILURE = "failure", _("when it fails")

    name = models.CharField(max_length=NAME_LENGTH, db_index=True)
    command = models.CharField(max_length=COMMAND_LENGTH, blank=True)
    readers = models.CharField(max_length=150, default=STAFF)
    """"staff", "everyone", or the name of a group."""
    starter = models.ForeignKey(User, models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="+")
    announced = models.JSONField(default=list)
    """The moments."""
    url = models.CharField(max_length=300, blank=True)
    """Where people find it, as announcements say."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    exit_status = models.IntegerField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(default=timezone.now)

    lines = models.PositiveBigIntegerField(default=0)
    kept_bytes = models.PositiveBigIntegerField(default=0)
    dropped = models.PositiveBigIntegerField(default=0)
    """Lines beyond what is kept of one run."""
    received = models.PositiveBigIntegerField(default=0)
    """Bytes of its output that were taken, so that a sender knows where to go on."""
    half = models.BinaryField(default=b"")
    half_length = models.PositiveBigIntegerField(default=0)
    """The line that has not ended: what is kept of it, and how long it is."""

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ("-id",)
        indexes = (models.Index(fields=["state", "heard_at"], name="run_silence"),)

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("feeds:run", args=[self.pk])

    @property
    def feed(self) -> str:
        """Its id among all feeds."""
        return f"{PREFIX}{self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def can_be_heard_of(self) -> bool:
        """Whether its sender may still say something: one that was lost may come back."""
        return self.state in (self.State.RUNNING, self.State.LOST)

    @property
    def duration(self) -> timedelta:
        return (self.finished_at or timezone.now()) - self.started_at

    def end(self, state: State, exit_status: int | None, at: datetime) -> None:
        self.state, self.exit_status, self.finished_at = state, exit_status, at

    def revive(self, at: datetime) -> None:
        """Be heard of, also after having been given up."""
        self.heard_at = at
        if self.state == self.State.LOST:
            self.state, self.finished_at = self.State.RUNNING, None


class RunChunk(models.Model):
    """Lines ``first`` to ``last`` of a run, as ``feeds.chunks`` packs them."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="chunks")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ("last",)
        constraints = (models.UniqueConstraint(fields=["run", "last"], name="run_chunk_order"),)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.first}–{self.last}"
