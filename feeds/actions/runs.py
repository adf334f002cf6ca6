"""Runs begin, print and are forgotten. Which run somebody's token is for, the doors find out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from chat.finding import membership_of
from chat.models import Room
from feeds.actions.telling import announce, tell_run, tell_state
from feeds.models import Run, RunChunk
from feeds.roles import EVERYONE, STAFF
from feeds.writer import Taken, write_output

SAID = {"name", "command", "readers"}
AT_ONCE = 50  # chunks deleted in one transaction


@transaction.atomic
def start_run(
    actor: User,
    name: str,
    *,
    command: str = "",
    readers: str = STAFF,
    room_id: int | None = None,
    announced: Sequence[str] = (),
    origin: str = "",
) -> Run:
    """Begin a run; ``origin`` is the site's address, which announcements link to.

    Server code may call this too. Raises ValidationError.
    """
    run = Run(name=name, command=command, readers=_readers(readers), starter=actor)
    run.room = _room(actor, room_id)
    run.announced = list(announced) if run.room else []
    run.clean_fields(exclude={field.name for field in Run._meta.fields} - SAID)
    run.save()
    run.url = f"{origin or settings.PUBLIC_URL}{run.get_absolute_url()}"
    run.save(update_fields=["url"])
    tell_state(run)
    announce(run, Run.Moment.START)
    return run


def add_output(run_id: int, data: bytes, offset: int | None = None) -> Taken:
    """Add what a run printed, and say how far it has come.

    ``offset`` says where in its output ``data`` begins, and what was received before is ignored;
    without it ``data`` follows on. Raises Run.DoesNotExist, RunEnded, OutputGap, NoText.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run_id)
        was_lost = run.state == Run.State.LOST
        write_output(run, data, offset, timezone.now())
        tell_run(run)
        if was_lost:
            tell_state(run)
    return Taken(run.received, run.lines, run.dropped)


def report(run: Run | int, line: str) -> None:
    """Add a line to a run, from any thread or process of the server.

    It is written when this returns, or with the transaction that it is called in. Raises as
    ``add_output`` does.
    """
    add_output(run if isinstance(run, int) else run.pk, f"{line}\n".encode())


def forget_old_runs(now: datetime) -> int:
    """Delete runs that ended too long ago, or came before the newest; return how many."""
    old = Run.objects.exclude(state=Run.State.RUNNING)
    kept = list(old.values_list("pk", flat=True)[settings.RUNS_KEPT : settings.RUNS_KEPT + 1])
    doomed = set(old.filter(pk__lte=kept[0]).values_list("pk", flat=True)) if kept else set()
    limit = now - timedelta(days=settings.RUN_DAYS)
    doomed |= set(old.filter(finished_at__lt=limit).values_list("pk", flat=True))
    for run_id in doomed:
        _forget(run_id)
    return len(doomed)


def _forget(run_id: int) -> None:
    """Delete a run piece by piece, for others wait for each transaction."""
    chunks = RunChunk.objects.filter(run=run_id).order_by("pk").values_list("pk", flat=True)
    while some := list(chunks[:AT_ONCE]):
        RunChunk.objects.filter(pk__in=some).delete()
    Run.objects.filter(pk=run_id).delete()


def _readers(readers: str) -> str:
    if readers not in (STAFF, EVERYONE) and not Group.objects.filter(name=readers).exists():
        words = _("Readers are “staff”, “everyone” or the name of a group.")
        raise ValidationError({"readers": words})
    return readers


def _room(actor: User, room_id: int | None) -> Room | None:
    if room_id is None:
        return None
    try:
        return membership_of(actor, room_id).room
    except (Room.DoesNotExist, PermissionDenied):
        words = _("Who made the token is not a member of that room.")
        raise ValidationError({"room": words}) from None
