"""Everything of feeds that writes or publishes."""

from feeds.actions.ending import finish_run, lose_silent_runs
from feeds.actions.rights import doubt_rights
from feeds.actions.runs import add_output, forget_old_runs, report, start_run

__all__ = [
    "add_output",
    "doubt_rights",
    "finish_run",
    "forget_old_runs",
    "lose_silent_runs",
    "report",
    "start_run",
]
