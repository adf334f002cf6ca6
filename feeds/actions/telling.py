"""What others learn of a run: doorbells for every process, and words in a room."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Preferences
from chat.actions import post_message
from example_channels.realtime import topics
from example_channels.realtime.publishing import publish_on_commit
from feeds.events import RunChanged, RunNews
from feeds.models import Run
from feeds.roles import ALL
from feeds.run_reading import view_of

logger = logging.getLogger(__name__)


def tell_run(run: Run) -> None:
    """Ring for those who watch the run: there is something new to read."""
    publish_on_commit(topics.RUNS, RunNews(run=run.pk))


def tell_state(run: Run) -> None:
    """Ring for those who watch the run, and for those who watch the list."""
    tell_run(run)
    for readers in (run.readers, ALL):
        publish_on_commit(topics.run_list(readers), RunChanged(run=view_of(run)))


def announce(run: Run, moment: Run.Moment) -> None:
    """Say in the run's room how it is, if that was asked for; in the run's transaction, so once."""
    wanted = {moment, Run.Moment.END} if moment == Run.Moment.FAILURE else {moment}
    if run.room_id is None or not wanted & set(run.announced):
        return
    client_id = uuid5(NAMESPACE_URL, f"rollcall:run:{run.pk}:{run.state}")
    # A program asks in no language: it is said in that of the one in whose name it is.
    language = Preferences.of(run.starter).language or settings.LANGUAGE_CODE
    with translation.override(language):
        words = f"{_in_words(run)} {run.url}"
    try:
        post_message(run.starter, run.room_id, client_id, words)
    except (ObjectDoesNotExist, PermissionDenied, ValidationError) as refused:
        # Left, archived, banned meanwhile: the run itself goes on.
        logger.warning("Run %s is not announced: %s", run.pk, refused)


def _in_words(run: Run) -> str:
    facts = {"name": run.name, "status": run.exit_status, "time": _time(run.duration)}
    if run.state == Run.State.RUNNING:
        return _("Run “%(name)s” has started.") % facts
    if run.state == Run.State.SUCCEEDED:
        return _("Run “%(name)s” has succeeded after %(time)s.") % facts
    if run.state == Run.State.LOST:
        return _("Run “%(name)s” is lost: nothing was heard of it any more.") % facts
    return _("Run “%(name)s” has failed with status %(status)s after %(time)s.") % facts


def _time(duration: timedelta) -> str:
    return str(timedelta(seconds=round(duration.total_seconds())))
