"""What a terminal would make of a line: its text, and which parts are coloured how. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
LOOKS = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "inverse", 9: "struck"}
ENDS = {22: ("bold", "dim"), 23: ("italic",), 24: ("underline",), 27: ("inverse",), 29: ("struck",)}
MOST_STYLES = 200  # of a line; the rest is plain

# Control sequences; operating system commands (titles, links); other escapes of a byte or two.
ESCAPE = re.compile(r"\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)")
# Shown as what they are; a tab stays. Those that turn text around would disturb the other lines.
UNSEEN = {code: 0x2400 + code for code in range(32) if code != 9}
UNSEEN |= dict.fromkeys([0x7F], 0x2421) | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
UNSEEN |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029], 0xFFFD)


class Style(msgspec.Struct, frozen=True):
    """The characters (not UTF-16 units) ``start`` to ``end`` look like ``look``: class names."""

    start: int
    end: int
    look: str


def styled(data: bytes) -> tuple[str, list[Style]]:
    """Return a line's text, what is no UTF-8 as U+FFFD, and its styles in order."""
    source = _after_return(data.decode(errors="replace"))
    if "\x1b" not in source:
        return source.translate(UNSEEN), []
    pieces = list(_pieces(source))
    styles = (Style(start, end, look) for start, end, look, _ in _placed(pieces) if look)
    return "".join(text for text, _ in pieces), list(islice(styles, MOST_STYLES))


def _after_return(source: str) -> str:
    """A progress bar writes over itself: what stands after the last return is seen."""
    return source.rstrip("\r").rpartition("\r")[2]


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """Text and how it looks, piece by piece."""
    place, state = 0, dict[str, str]()
    for found in ESCAPE.finditer(source):
        yield source[place : found.start()].translate(UNSEEN), " ".join(sorted(state.values()))
        if found[2] == "m":
            _apply(state, found[1])
        place = found.end()
    yield source[place:].translate(UNSEEN), " ".join(sorted(state.values()))


def _placed(pieces: list[tuple[str, str]]) -> Iterator[tuple[int, int, str, str]]:
    place = 0
    for text, look in pieces:
        if text:
            yield place, place + len(text), look, text
        place += len(text)


def _apply(state: dict[str, str], parameters: str) -> None:
    """Change the state as "select graphic rendition" says."""
    codes = iter([int(code) if code.isdigit() else 0 for code in parameters[:64].split(";")])
    for code in codes:
        if code in (38, 48):
            _skip_colour(codes)
        else:
            _apply_one(state, code)


def _skip_colour(codes: Iterator[int]) -> None:
    """256 and true colours have no class: the text stays as it is."""
    for _ in islice(codes, {5: 1, 2: 3}.get(next(codes, 0), 0)):
        pass


def _apply_one(state: dict[str, str], code: int) -> None:
    if code == 0:
        state.clear()
    elif code in LOOKS:
        state[LOOKS[code]] = f"ansi-{LOOKS[code]}"
    elif code in ENDS:
        for look in ENDS[code]:
            state.pop(look, None)
    elif (ground := "fg" if code // 10 in (3, 9) else "bg" if code // 10 in (4, 10) else "") and (
        code % 10 < 8
    ):
        state[ground] = f"ansi-{ground}-{NAMES[code % 10]}"
    elif code in (39, 49):
        state.pop("fg" if code == 39 else "bg", None)
