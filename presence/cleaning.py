"""What a status may say, for how long, and how it is kept."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.naming import refuse_invisible
from presence.chosen import CHOICES, NOTHING, Chosen

TEXT_LENGTH = 100  # characters
EMOJI_LENGTH = 16  # characters: a family of four, each of their own colour, is eleven
LONGEST = timedelta(days=366)

# By blocks, not by Unicode's list of what is an emoji: that grows each year, and a Python knows
# only the list of its own. Some signs that are no emoji pass, which harms nobody.
_SIGN = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa"
    "\U0001f400-\U0001faff]"
)
_ONE = f"{_SIGN}(?:\ufe0f|[\U0001f3fb-\U0001f3ff])?(?:[\U000e0020-\U000e007e]+\U000e007f)?"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
EMOJI = re.compile(f"{_KEYCAP}|{_FLAG}|{_ONE}(?:\u200d{_ONE})*")
"""One emoji: a sign with its colour, several joined, a flag, or a key."""


def cleaned(chosen: Chosen, now: datetime) -> Chosen:
    """Return it as it is kept. Raises ValidationError, in words for who chose it."""
    if chosen.state not in CHOICES:
        raise ValidationError(_("The state is one of: auto, away, busy, invisible."))
    text = " ".join(chosen.text.split())
    check_length(text)
    _check_visible(text)
    _check_emoji(chosen.emoji)
    _check_until(chosen.until, now)
    if chosen.state == "auto" and not (chosen.emoji or text):
        return NOTHING
    until = chosen.until and chosen.until.astimezone(UTC)
    return msgspec.structs.replace(chosen, text=text, until=until)


def check_length(text: str) -> None:
    """Raise ValidationError for more than fits."""
    if len(text) > TEXT_LENGTH:
        raise ValidationError(
            _("A status has at most %(limit)d characters; this one has %(length)d."),
            params={"limit": TEXT_LENGTH, "length": len(text)},
        )


def _check_visible(text: str) -> None:
    if text:
        try:
            refuse_invisible(text)
        except ValidationError:
            raise ValidationError(_("This status has invisible characters.")) from None


def _check_emoji(emoji: str) -> None:
    if emoji and (len(emoji) > EMOJI_LENGTH or not EMOJI.fullmatch(emoji)):
        raise ValidationError(_("The sign beside a status is one emoji."))


def _check_until(until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise ValidationError(_("The end of a status lies in the future."), code="past")
    if until is not None and until > now + LONGEST:
        raise ValidationError(_("A status lasts a year at most."), code="too_long")
