"""From a message's text to its HTML.

Where a text has no markup it takes a short way, of 1 to 2 µs for a line. All others are parsed and
cleaned: 80 to 170 µs for what people write (bold 84, a mention 98, a link 133, a list 171), 3 ms
for twenty lines of code with colours, and 50 ms for the worst 4,000 characters that were found.
"""

import re
from html import escape
from threading import Lock

from chat.markup.cleaning import clean
from chat.markup.emoji import ONLY_EMOJI, replaced
from chat.markup.mentions import NOBODY, Names
from chat.markup.parser import make_parser

LONGEST = 10_000  # characters: more is no message, and is shown as it is
ACTION = re.compile(r"/me\s+(?=\S)", re.IGNORECASE)
WIDTH = 80  # characters in a line, about
FOLDED_FROM = 24  # lines

# Apart: one pattern for all of it could skip no character, and took twice as long.
WITHIN = re.compile(
    r"[*_`\\\[]|~~"  # emphasis, code, links
    r"|\.[^\W\d]|:/|:[0-9a-z_+-]+:|[@#]\w"  # addresses, emoji, mentions, rooms
)
_BEGINNING = r"[ \t]*(?:[-+>|:=#]|[0-9]{1,3}[.)])"  # lists, quotes, tables, headings
FIRST_LINE, OTHER_LINE = re.compile(_BEGINNING), re.compile(r"\n" + _BEGINNING)
BREAK = re.compile(r"\n(?:[ \t]*\n)+")

_parser = make_parser()
_lock = Lock()  # what finds addresses keeps its place in itself


def render(text: str, names: Names = NOBODY) -> str:
    """Return safe HTML for any text; ``names`` are those it may mention."""
    return _folded(text, _rendered(text, names))


def _rendered(text: str, names: Names) -> str:
    if text.startswith("/") and (action := ACTION.match(text)) and len(text) <= LONGEST:
        return clean(f'<p class="action">{_inline(text[action.end() :], names)}</p>')
    if not has_markup(text) or len(text) > LONGEST:
        return _plain(text)
    with_signs = replaced(text)
    if ONLY_EMOJI.fullmatch(with_signs):
        return _plain(with_signs)
    html = clean(_blocks(text, names)).strip()
    # What is only a rule, a bullet or an empty quote was meant as it is written.
    return html if _has_words(html) else _plain(text)


def has_markup(text: str) -> bool:
    """Return whether there is what markup cannot do without; much that has it is only text."""
    return bool(WITHIN.search(text) or FIRST_LINE.match(text) or OTHER_LINE.search(text))


def _plain(text: str) -> str:
    """Return what the long way makes of a text without markup, in a fraction of its time."""
    if not text.isascii() and ONLY_EMOJI.fullmatch(text):
        return f'<p class="only-emoji">{text}</p>'
    safe = escape(text, quote=False).replace("\xa0", "&nbsp;")
    if "\n" not in safe and "\r" not in safe:
        return f"<p>{safe}</p>"
    paragraphs = BREAK.split(safe.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def _folded(text: str, html: str) -> str:
    """Mark what takes so many lines that a page folds it."""
    lines = text.count("\n") + len(text) // WIDTH
    return f'<div class="long">{html}</div>' if lines >= FOLDED_FROM else html


def _blocks(text: str, names: Names) -> str:
    with _lock:
        return str(_parser.render(text, {"names": names}))


def _inline(text: str, names: Names) -> str:
    with _lock:
        return str(_parser.renderInline(text, {"names": names}))


def _has_words(html: str) -> bool:
    return bool(re.sub(r"<[^>]*>|\s", "", html))
