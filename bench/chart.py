"""The README's chart: bars of one figure for each server, readable by day and by night. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from bench.figures import number

WIDTH, NAMES, VALUES = 720, 150, 110  # of the picture, the names' column, and the values'
BAR, STEP, TITLE, GAP = 20, 28, 34, 22  # heights
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1f2421; }
  .title { font-weight: 600; }
  .value { font-variant-numeric: tabular-nums; }
  .bar { fill: #8b8f88; }
  .ours { fill: #0b6b5c; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e8e3; }
    .bar { fill: #6b726c; }
    .ours { fill: #3fb8a0; }
  }
"""


class Bar(NamedTuple):
    """A server's value."""

    name: str
    value: float
    is_ours: bool


class Panel(NamedTuple):
    """Bars on one scale, under a title."""

    title: str
    bars: Sequence[Bar]

    @property
    def height(self) -> int:
        return TITLE + STEP * len(self.bars) + GAP


def draw(panels: Sequence[Panel], label: str) -> str:
    """Return the picture as SVG; ``label`` says it in words."""
    height, parts, top = sum(panel.height for panel in panels), [], 0
    for panel in panels:
        parts += _panel(panel, top)
        top += panel.height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-label="{escape(label)}">'
    )
    return "\n".join([head, f"<style>{STYLE}</style>", *parts, "</svg>"]) + "\n"


def _panel(panel: Panel, top: int) -> list[str]:
    scale = (WIDTH - NAMES - VALUES) / max(bar.value for bar in panel.bars)
    lines = [f'<text class="title" x="0" y="{top + 20}">{escape(panel.title)}</text>']
    for row, bar in enumerate(panel.bars):
        lines += _bar(bar, top + TITLE + STEP * row, scale)
    return lines


def _bar(bar: Bar, top: int, scale: float) -> list[str]:
    width, kind = max(1, round(bar.value * scale)), "bar ours" if bar.is_ours else "bar"
    middle = top + 15
    return [
        f'<text x="{NAMES - 10}" y="{middle}" text-anchor="end">{escape(bar.name)}</text>',
        f'<rect class="{kind}" x="{NAMES}" y="{top}" width="{width}" height="{BAR}" rx="3"/>',
        f'<text class="value" x="{NAMES + width + 8}" y="{middle}">{number(bar.value)}</text>',
    ]
