"""What people type to set their status: ``/status 🌴 at the sea until tomorrow``. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from presence.chosen import Change
from presence.cleaning import EMOJI, check_length
from presence.moments import next_time, next_weekday, tomorrow

STATES = {"/away": "away", "/busy": "busy"}
COMMANDS = {"/status", "/back", *STATES}


class Phrase(NamedTuple):
    """A command as it is offered: its word, what may follow, and what it is for."""

    name: str
    argument: str | Promise
    help: str | Promise


OFFERED = (
    Phrase(
        "status",
        _("[emoji] [words] [until 17:30]"),
        _("Say what you are up to; alone, it takes that away"),
    ),
    Phrase("away", _("[words] [for 30 minutes]"), _("Be shown as away")),
    Phrase("busy", _("[words] [for 30 minutes]"), _("Be shown as busy")),
    Phrase("back", "", _("Be shown as you are again, without a status")),
)

UNITS = {
    **dict.fromkeys(["m", "min", "mins", "minute", "minutes", "分钟"], timedelta(minutes=1)),
    **dict.fromkeys(["h", "hour", "hours", "小时", "个小时"], timedelta(hours=1)),
    **dict.fromkeys(["d", "day", "days", "天"], timedelta(days=1)),
    **dict.fromkeys(["week", "weeks", "周"], timedelta(weeks=1)),
}
NUMBERS = {"a": 1, "an": 1, "half an": 0.5, "半": 0.5, "一": 1, "两": 2}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

MOST = 200  # characters after the command: a status, its emoji, and when it ends

_unit = "|".join(sorted(UNITS, key=len, reverse=True))
_unit_zh = "|".join(unit for unit in UNITS if not unit.isascii())
LENGTH = re.compile(
    rf"(?:^|\s)for\s+(\d+|an?|half an)\s*({_unit})$|(?<!\d)(\d+|半|一|两)\s*({_unit_zh})$",
    re.IGNORECASE,
)
MOMENT = re.compile(
    r"(?:^|\s)until\s+(\w+|[\d:.-]+(?:\s*[ap]m)?)$|(?:直到|到|至)\s*(明天|\d+[:：]\d+)$",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(\d{1,2})(?:[:：.](\d{2}))?\s*([ap]m)?", re.IGNORECASE)


def is_command(text: str) -> bool:
    """Say whether a message is meant for its author's status and not for the room."""
    return _command(text)[0] in COMMANDS


def read(text: str, clock: datetime) -> Change:
    """Return what a command asks for; ``clock`` is now, as its author's clock shows it.

    Raises ValidationError, in words for the author.
    """
    command, rest = _command(text)
    if command not in COMMANDS:
        raise ValidationError(_("Write /status, /away, /busy or /back."))
    if command == "/back":
        return _back(rest)
    if len(rest) > MOST:
        check_length(rest)
    words, until = _without_end(rest, clock)
    fields: dict[str, object] = {}
    if words:
        fields |= _status(words) | {"until": until}
    elif until is not None:
        fields["until"] = until
    elif command == "/status":
        fields |= _status("")
    if command in STATES:
        fields["state"] = STATES[command]
    return Change(**fields)  # type: ignore[arg-type]


def _command(text: str) -> tuple[str, str]:
    first, *rest = text.split(maxsplit=1) or [""]
    return first.lower(), "".join(rest).strip()


def _back(rest: str) -> Change:
    if rest:
        raise ValidationError(_("/back stands alone: it takes the status away."))
    return Change(state="auto", emoji="", text="", until=None)


def _status(words: str) -> dict[str, object]:
    emoji = EMOJI.match(words)
    end = emoji.end() if emoji else 0
    return {"emoji": words[:end], "text": words[end:].strip()}


def _without_end(text: str, clock: datetime) -> tuple[str, datetime | None]:
    """Split off "for 30 minutes", "until 17:30" and the like."""
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str], datetime], datetime | None]]] = [
        (LENGTH, _after_length),
        (MOMENT, _at_moment),
    ]
    for pattern, reader in readers:
        if (found := pattern.search(text)) and (until := reader(found, clock)):
            return text[: found.start()].strip(), until
    return text, None


def _after_length(found: re.Match[str], clock: datetime) -> datetime:
    number, unit = found[1] or found[3], (found[2] or found[4]).lower()
    times = float(number) if number.isdecimal() else NUMBERS[number.lower()]
    try:
        return clock + times * UNITS[unit]
    except OverflowError:
        raise ValidationError(_("A status lasts a year at most."), code="too_long") from None


def _at_moment(found: re.Match[str], clock: datetime) -> datetime | None:
    """Return the moment that is meant; None where it is only a word of the text."""
    name = (found[1] or found[2]).lower()
    if name in ("tomorrow", "midnight", "明天"):
        return tomorrow(clock)
    if name in WEEKDAYS:
        return next_weekday(clock, WEEKDAYS.index(name))
    return _at_numbers(name, clock) if name[0].isdigit() else None


def _at_numbers(name: str, clock: datetime) -> datetime:
    try:
        if found := CLOCK.fullmatch(name):
            return next_time(clock, _time(found))
        return datetime.combine(datetime.strptime(name, "%Y-%m-%d"), time(), clock.tzinfo)  # noqa: DTZ007
    except ValueError:
        raise ValidationError(
            _("“until %(end)s” is no time: write “until 17:30”, or “for 30 minutes”."),
            params={"end": name},
        ) from None


def _time(found: re.Match[str]) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if not half and found[2] is None:
        raise ValueError("An hour alone may be of either half of the day.")
    if half and not 1 <= hour <= 12:
        raise ValueError("Halves of the day have twelve hours.")
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)
