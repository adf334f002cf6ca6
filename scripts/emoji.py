"""Reduce emojibase's data to the one list that pages and the site read."""

import json
from collections.abc import Callable, Iterator
from typing import Any

NAMES = ("github", "iamcal", "emojibase")
"""Whose names are taken: where two name another sign alike, the first one's habit holds."""
NEWEST = 16  # version of Unicode's list: later signs are boxes on most devices
COMPONENTS = 2  # the group of skin tones and hair, which are no emoji of their own
VARIATION = "\ufe0f"

Emoji = dict[str, Any]
Read = Callable[[str], bytes]


def reduced(read: Read) -> bytes:
    """Return the list as JSON, in Unicode's order.

    ``groups`` are names, ``emoji`` are rows of five: the sign, its names (the first is what a
    completion writes), its group's index, words to find it by in English, and in Chinese.
    """
    groups = json.loads(read("meta/groups.json"))["groups"]
    names, chinese = _names(read), _by_code(read, "zh/compact.json")
    shown = sorted(filter(_is_shown, _list(read, "en/data.json")), key=lambda each: each["order"])
    rows = list(_rows(shown, names, chinese))
    used = [number for number in range(len(groups)) if number != COMPONENTS]
    for row in rows:
        row[2] = used.index(row[2])
    kept = {"groups": [groups[str(number)] for number in used], "emoji": rows}
    return f"{json.dumps(kept, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _rows(
    shown: list[Emoji], names: dict[str, list[str]], chinese: dict[str, Emoji]
) -> Iterator[Any]:
    for emoji in shown:
        code = emoji["hexcode"]
        own = " ".join(names[code])
        words = [word for word in _words(emoji) if word not in own.split()]
        yield [_sign(emoji), own, emoji["group"], " ".join(words), " ".join(_words(chinese[code]))]


def _is_shown(emoji: Emoji) -> bool:
    return emoji.get("group") not in (None, COMPONENTS) and emoji["version"] <= NEWEST


def _sign(emoji: Emoji) -> str:
    """Return the sign as keyboards write it: variation selectors only where they are needed."""
    sign: str = emoji["emoji"]
    is_redundant = emoji["type"] == 1 and len(sign) == len(VARIATION) + 1
    return sign.removesuffix(VARIATION) if is_redundant else sign


def _words(emoji: Emoji) -> list[str]:
    label = emoji["label"].replace(":", " ").lower().split()
    return list(dict.fromkeys([*label, *(tag.lower() for tag in emoji.get("tags", ()))]))


def _names(read: Read) -> dict[str, list[str]]:
    """Return each sign's names; no name is given twice."""
    owners: dict[str, str] = {}
    for source in NAMES:
        listed = json.loads(read(f"en/shortcodes/{source}.json"))
        for code, named in listed.items():
            for name in [named] if isinstance(named, str) else named:
                owners.setdefault(name, code)
    names: dict[str, list[str]] = {}
    for name, code in owners.items():
        names.setdefault(code, []).append(name)
    return names


def _list(read: Read, path: str) -> list[Emoji]:
    found: list[Emoji] = json.loads(read(path))
    return found


def _by_code(read: Read, path: str) -> dict[str, Emoji]:
    return {emoji["hexcode"]: emoji for emoji in _list(read, path)}
