"""The list of emoji: the same file that the browser completes and picks from."""

import json
import re
from functools import cache
from typing import NamedTuple

from django.conf import settings

from presence.cleaning import EMOJI

LIST = settings.BASE_DIR / "static" / "vendor" / "emoji.json"
NAMED = re.compile(r"(?<![0-9A-Za-z]):([0-9a-z_+-]{1,64}):(?![0-9A-Za-z])")
"""A name, neither within a word nor a part of a time or an address."""

ONLY_EMOJI = re.compile(rf"(?:(?:{EMOJI.pattern})[ \n]{{0,2}}){{1,12}}")
"""A text that says it with a few signs."""

COLOURS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""What makes a sign another variety of the same."""

TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
MOST_TONES = 2  # of the people in one sign


class _Emoji(NamedTuple):
    by_name: dict[str, str]
    by_plain: dict[str, str]
    """Each sign by itself without what makes it a variety."""


def replaced(text: str) -> str:
    """Return the text with the sign for each ``:name:`` that there is."""
    by_name = _emoji().by_name
    return NAMED.sub(lambda found: by_name.get(found[1], found[0]), text)


def is_emoji(text: str) -> bool:
    """Return whether the text is one emoji of the list, in any colour of skin."""
    return sign_of(text) is not None


def sign_of(text: str) -> str | None:
    """Return the one emoji that the text is, as the list writes it or in a colour of skin."""
    sign, tones = _emoji().by_plain.get(COLOURS.sub("", text)), len(TONES.findall(text))
    if tones > MOST_TONES:
        return None
    return text if sign and tones else sign


@cache
def _emoji() -> _Emoji:
    rows = json.loads(LIST.read_bytes())["emoji"]
    by_name = {name: sign for sign, names, *_rest in rows for name in names.split()}
    return _Emoji(by_name, {COLOURS.sub("", row[0]): row[0] for row in rows})
