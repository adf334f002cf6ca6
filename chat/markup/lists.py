"""Lists whose numbers are places: ``1986. A good year.`` begins none."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block

YEAR = re.compile(r"\s*\d{4}")


def add_to(parser: MarkdownIt) -> None:
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    is_year = YEAR.match(state.src, state.bMarks[start] + state.tShift[start]) is not None
    return not is_year and list_block(state, start, end, silent)
