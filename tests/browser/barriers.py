"""What on a page is in the way of assistive technology, as axe-core sees it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

GRAVE = {"serious", "critical"}
# The rules that another theme may break.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# Style sheets need not be fetched once more for the rules that are on.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
RUN = """async (options) => {
  const { violations } = await axe.run(options);
  return violations.map(({ id, impact, nodes }) => ({ id, impact, nodes:
    nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`) }));
}"""


def barriers(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe calls serious or critical on the page as it is now, in words."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, OPTIONS | (_only(rules) if rules else {}))
    return [
        f"{each['id']}: {each['nodes'][0]} (and {len(each['nodes']) - 1} more)"
        for each in found
        if each["impact"] in GRAVE
    ]


def _only(rules: list[str]) -> dict[str, Any]:
    return {"runOnly": {"type": "rule", "values": rules}}


class Look(NamedTuple):
    """How wide the window is, in which theme, and what is looked for: nothing means everything."""

    size: ViewportSize
    theme: Literal["light", "dark"]
    rules: list[str] | None = None


DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
# As a whole once at each width; another theme changes nothing but colours.
WHOLE = [Look(DESKTOP, "light"), Look(PHONE, "dark")]
EVERY_LOOK = [*WHOLE, Look(PHONE, "light", OF_COLOURS), Look(DESKTOP, "dark", OF_COLOURS)]


def barriers_in(looks: list[Look], page: Page) -> list[str]:
    """The same in each of these looks, without loading the page again."""
    found = []
    for look in looks:
        wear(look, page)
        found += [
            f"{look.theme}, {look.size['width']}: {each}" for each in barriers(page, look.rules)
        ]
    return found


def wear(look: Look, page: Page) -> None:
    page.set_viewport_size(look.size)
    page.emulate_media(color_scheme=look.theme)
