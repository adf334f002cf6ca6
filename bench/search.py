"""T13: the search through 200,000 messages, on both stores."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from urllib.parse import quote

from bench.browsers import Browser
from bench.copies import Lost
from bench.figures import Figures, Line, Measured, percentile
from bench.measuring import Size, take, taking_turns
from bench.sites import EMBEDDED, SHARED, Site, running
from example_channels.prose import sign, word

ROOMS, MEMBERS, PEOPLE = 50, 20, 50
TIMES = 5  # each question
QUESTIONS = {
    "the most frequent word": word(0),
    "a frequent word": word(20),
    "a less frequent word": word(300),
    "a rare word": word(9000),
    "no such word": "xyzzyq",
    "two words": f"{word(3)} {word(40)}",
    "a phrase": f'"{word(1)} {word(2)}"',
    "without a word": f"{word(5)} -{word(1)}",
    "a frequent Chinese sign": sign(0),
    "two Chinese signs": sign(3) + sign(4),
    "two rare Chinese signs": sign(300) + sign(301),
    "three Chinese signs": sign(0) + sign(1) + sign(2),
    "somebody's messages": "from:bench-0007",
    "a word of somebody's": f"from:bench-0007 {word(30)}",
    "a room's messages": 'in:"Filled 1"',
    "a word before a day": f"{word(20)} before:2030-01-01",
}


def measure(figures: Figures, size: Size) -> None:
    """Ask everything of both stores, in turn."""
    many = f"--people={PEOPLE} --rooms={ROOMS} --members={MEMBERS}"
    fill = (*many.split(), f"--messages={size.messages // ROOMS}", "--prose")
    with ExitStack() as stack:
        sites = [
            stack.enter_context(running(name, users=1, fill=fill)) for name in (EMBEDDED, SHARED)
        ]
        for number in range(size.repeats):
            for site in taking_turns(sites, number):
                take(figures, "T13", site, searched(site))


async def searched(site: Site) -> Measured:
    """Read the page of each question's answer, one after the other. Raises Lost, FAULTS."""
    browser = await Browser.at(site.hosts[0], site.cookies[0])
    try:
        asked = {what: await _waits(browser, question) for what, question in QUESTIONS.items()}
    finally:
        browser.close()
    medians = {what: percentile(waits, 50) for what, waits in asked.items()}
    slowest = max(medians, key=lambda what: medians[what])
    return {
        Line("search, median of all questions", "ms", "≤ 50"): percentile(medians.values(), 50),
        Line("search, slowest question", "ms"): medians[slowest],
        **{Line(f"search for {what}", "ms", is_detail=True): medians[what] for what in medians},
    }


async def _waits(browser: Browser, question: str) -> Sequence[float]:
    """Return how long each answer took, in ms, from asking to the last byte of its page."""
    waits = []
    for _time in range(TIMES):
        asked = time.perf_counter()
        status, _body = await browser.get(f"/search/?q={quote(question)}")
        waits.append(1e3 * (time.perf_counter() - asked))
        if status != 200:
            raise Lost(f"the search for {question} answered {status}")
    return waits
