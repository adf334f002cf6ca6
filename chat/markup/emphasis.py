"""Emphasis beside Chinese, Japanese and Korean, which put no spaces between words.

CommonMark asks for a space between a closing mark after punctuation and the next letter, so that
``**注意。**请`` would stay as typed. Here a letter of these scripts counts as a space does.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.rules_inline.state_inline import Delimiter

RUN = re.compile(r"\*+")
CLOSE_SET = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3040-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)


def add_to(parser: MarkdownIt) -> None:
    parser.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "*":
        return emphasis.tokenize(state, silent)
    if silent:
        return False
    found = RUN.match(state.src, state.pos)
    end = min(found.end(), state.posMax) if found else state.pos
    after = state.src[end] if end < state.posMax else ""
    opens, closes = _sides(state.src[state.pos - 1 : state.pos], after)
    for _mark in range(length := end - state.pos):
        state.push("text", "", 0).content = "*"
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), length, place, -1, opens, closes))
    state.pos = end
    return True


def _sides(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of marks between these characters may open, and may close."""
    opens = not _is_space(after) and (not _is_sign(after) or _parts(before))
    closes = not _is_space(before) and (not _is_sign(before) or _parts(after))
    return opens, closes


def _parts(letter: str) -> bool:
    return _is_space(letter) or _is_sign(letter) or CLOSE_SET.match(letter) is not None


def _is_space(letter: str) -> bool:
    return not letter or isWhiteSpace(ord(letter))


def _is_sign(letter: str) -> bool:
    return bool(letter) and (isMdAsciiPunct(ord(letter)) or isPunctChar(letter))
