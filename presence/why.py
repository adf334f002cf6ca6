"""Says in words why somebody is shown as they are. Pure, but for the language of the words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presence.chosen import Audience, Chosen
from presence.messages import Activity
from presence.roll import Tab
from presence.roster import State


def shown_state(activity: Activity | None, chosen: Chosen, audience: Audience) -> State:
    """Return the state that everybody sees."""
    if activity is None or chosen.is_invisible or audience != "everyone":
        return "offline"
    if chosen.state in ("away", "busy"):
        return "away" if chosen.state == "away" else "busy"
    return "online" if activity is Activity.ACTIVE else "away"


def reasons(
    activity: Activity | None, tabs: Sequence[Tab], chosen: Chosen, audience: Audience
) -> list[str]:
    """Return a sentence for each thing that counts."""
    return [_of_tabs(activity, tabs), *_of_choice(chosen), *_of_audience(audience)]


def _of_tabs(activity: Activity | None, tabs: Sequence[Tab]) -> str:
    active = sum(tab.is_active for tab in tabs)
    if active:
        words = ngettext("%(n)d of your tabs is in use.", "%(n)d of your tabs are in use.", active)
        return words % {"n": active}
    if tabs:
        return _("Your tabs are connected, and none is in use: you are away.")
    if activity is not None:
        return _("A tab of yours closed a moment ago and still counts, for it may come back.")
    return _("No tab of yours is connected.")


def _of_choice(chosen: Chosen) -> list[str]:
    words = {
        "away": _("You chose to be away."),
        "busy": _("You chose to be busy."),
        "invisible": _("You chose to be invisible: everybody else sees you as offline."),
    }
    if chosen.state not in words:
        return []
    return [words[chosen.state], *_of_end(chosen)]


def _of_end(chosen: Chosen) -> list[str]:
    if chosen.until is None:
        return []
    end = date_format(localtime(chosen.until), "DATETIME_FORMAT")
    return [_("Until %(end)s") % {"end": end}]


def _of_audience(audience: Audience) -> list[str]:
    if audience == "roommates":
        return [_("You show yourself to people who share a room with you, and to nobody else.")]
    return [_("You show yourself to nobody.")] if audience == "nobody" else []
