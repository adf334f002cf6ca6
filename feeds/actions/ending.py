"""Runs end: as their sender says, or because nothing is heard of it any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from feeds.actions.telling import announce, tell_state
from feeds.models import Run
from feeds.writer import RunEnded, write_half


@transaction.atomic
def finish_run(run_id: int, exit_status: int) -> Run:
    """End a run: 0 is success. Raises Run.DoesNotExist, and RunEnded for what has ended already."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if not run.can_be_heard_of:
        raise RunEnded
    _end(run, Run.State.FAILED if exit_status else Run.State.SUCCEEDED, exit_status)
    return run


def lose_silent_runs(now: datetime) -> int:
    """Give up the runs of which nothing was heard for too long; return how many.

    Several processes may do so at once: each run is lost once.
    """
    limit = now - timedelta(seconds=settings.RUN_LOST_SECONDS)
    silent = Run.objects.silent_since(limit).values_list("pk", flat=True)
    return sum(_lose(run_id, limit) for run_id in list(silent))


@transaction.atomic
def _lose(run_id: int, limit: datetime) -> bool:
    run = Run.objects.select_for_update().filter(pk=run_id).silent_since(limit).first()
    if run is not None:
        _end(run, Run.State.LOST, None)
    return run is not None


def _end(run: Run, state: Run.State, exit_status: int | None) -> None:
    now = timezone.now()
    if state != Run.State.LOST:
        write_half(run, now)
    run.end(state, exit_status, now)
    run.save(update_fields=["state", "exit_status", "finished_at"])
    tell_state(run)
    has_succeeded = state == Run.State.SUCCEEDED
    announce(run, Run.Moment.END if has_succeeded else Run.Moment.FAILURE)
