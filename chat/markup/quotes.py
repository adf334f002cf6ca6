"""Quotes that end with their marks, where CommonMark would draw the answer into them."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

QUOTE = re.compile(r" {0,3}>")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def add_to(parser: MarkdownIt) -> None:
    parser.core.ruler.after("normalize", "quotes", _end_quotes)


def _end_quotes(state: StateCore) -> None:
    if QUOTE.search(state.src):
        state.src = "\n".join(_ended(state.src.split("\n")))


def _ended(lines: list[str]) -> list[str]:
    """Return the lines with an empty one after each quote, but within fenced code."""
    kept: list[str] = []
    fence = ""
    was_quote = False
    for line in lines:
        is_quote = not fence and QUOTE.match(line) is not None
        if was_quote and not is_quote:
            kept.append("")
        kept.append(line)
        was_quote = is_quote
        fence = _fence_after(line, fence)
    return kept


def _fence_after(line: str, fence: str) -> str:
    """Return the marks of the fence that is open after a line."""
    found = FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    is_end = line.strip().startswith(fence) and not line.strip().strip(fence[0])
    return "" if is_end else fence
