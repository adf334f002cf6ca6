"""Text as it is searched, the same on every database: no case, no accents, cut into tokens. Pure.

Scripts that put no spaces between words are cut into overlapping pairs of characters, and the last
character of a run stands alone: 天气很好 is 天气 气很 很好 好. So each character begins exactly one
token, a pair is found as a word is, a longer run by neighbouring pairs, and a single character as
the beginning of a token.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 40  # characters of a word that count
MOST_TOKENS = 8000  # of one text: a message has half of that in characters
MOST_KEPT = 20_000  # characters whose folding is remembered

# Thai, Lao, Burmese, Hangul, Khmer, Han and their radicals, kana, Bopomofo.
RUNS = (
    "\u0e01-\u0e3a\u0e40-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007"
    "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
SIGNS = "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
"""Each of them is a word: emoji are looked for too."""
MARKS = range(0x300, 0x20000)
HALF_WIDTH = re.compile("[\uff66-\uff9f]+")
STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h"}
"""Letters whose stroke is no accent to Unicode, but to everybody who types without it."""


def _marks() -> str:
    """Return, as ranges, what stands in words and is no letter: vowels of many scripts."""
    codes = {n for n in MARKS if unicodedata.category(chr(n)) in {"Mn", "Mc"}}
    starts = sorted(n for n in codes if n - 1 not in codes)
    ends = sorted(n for n in codes if n + 1 not in codes)
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


PLAIN_WORD = re.compile(rf"([a-z0-9]{{1,{LONGEST}}})[a-z0-9]*")
PIECE = re.compile(
    rf"(?P<run>[{RUNS}]+)|(?P<sign>[{SIGNS}])|(?P<word>(?:[^\W_{RUNS}]|(?![{RUNS}])[{_marks()}])+)"
)


class Token(NamedTuple):
    """A token and where it stands in a folded text."""

    text: str
    start: int
    end: int


class _Folded(dict[int, str]):
    """What each character becomes, found out once."""

    def __missing__(self, code: int) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        folded = self[code] = _fold_letter(chr(code))
        return folded


def _fold_letter(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter).casefold()
    bare = "".join(STROKES.get(part, part) for part in decomposed if not _is_accent(part))
    return unicodedata.normalize("NFC", bare)


def _is_accent(part: str) -> bool:
    """Above, below or through a letter, or a vowel point; the other marks tell words apart."""
    place = unicodedata.combining(part)
    return place == 1 or 10 <= place <= 35 or place >= 200


_folded = _Folded()


def composed(text: str) -> str:
    """Return a text of which each character can be folded by itself."""
    if text.isascii():
        return text
    return HALF_WIDTH.sub(_full_width, unicodedata.normalize("NFC", text))


def _full_width(kana: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", kana[0])


def fold(text: str) -> str:
    return text.lower() if text.isascii() else composed(text).translate(_folded)


def fold_each(text: str) -> list[str]:
    """Return what each character of a composed text becomes: together it is what it folds to."""
    return [_folded[ord(letter)] for letter in text]


def tokens_of(text: str) -> list[str]:
    """Return a text's tokens in their order."""
    folded = fold(text)
    if folded.isascii():
        return PLAIN_WORD.findall(folded)[:MOST_TOKENS]
    return [token.text for token in tokens_in(folded)][:MOST_TOKENS]


def tokens_in(folded: str) -> Iterator[Token]:
    """Return a folded text's tokens, with their places."""
    for piece in PIECE.finditer(folded):
        start, end = piece.span()
        if piece.lastgroup == "run":
            for at in range(start, end):
                last = min(at + 2, end)
                yield Token(folded[at:last], at, last)
        else:
            yield Token(folded[start : min(end, start + LONGEST)], start, end)
