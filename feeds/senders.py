"""Who sends a run, found through the token that is shown."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from example_channels.realtime.limits import Buckets
from feeds.apps import RUNS
from feeds.models import Run
from feeds.writer import RunEnded
from tokens.doors import Credentials, Refused, bearer
from tokens.models import Token
from tokens.scopes import SEPARATOR

STARTS_PER_SECOND, STARTS_AT_ONCE = 0.5, 30  # per token

starts = Buckets(STARTS_PER_SECOND, STARTS_AT_ONCE)


def sender(credentials: Credentials) -> Token:
    """Return a token that is for runs. Raises Refused."""
    token = bearer(credentials)
    if token.scope.partition(SEPARATOR)[0] != RUNS.key:
        raise Refused(403, _("This token is for “%(this)s”, not for runs.") % {"this": token.scope})
    return token


def run_of(credentials: Credentials, run_id: int) -> Run:
    """Return a run the token is for. Raises Refused, Run.DoesNotExist."""
    name = sender(credentials).scope.partition(SEPARATOR)[2]
    return Run.objects.get(pk=run_id, name=name)


def open_run_of(credentials: Credentials, run_id: int) -> Run:
    """Return one that still takes output. Raises RunEnded too."""
    run = run_of(credentials, run_id)
    if not run.can_be_heard_of:
        raise RunEnded
    return run


def check_pace(token: Token) -> None:
    """Count a start. Raises TooFast."""
    if not settings.BENCH:
        starts.take(token.pk, time.monotonic())


def offset_in(value: str) -> int | None:
    """Return the place that ``Upload-Offset`` names. Raises ValidationError."""
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise ValidationError(_("Upload-Offset is a number of bytes."))
    return int(value)
