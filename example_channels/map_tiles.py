"""MAP_TILES: where pictures of the map come from, checked when the site starts."""

import re

from django.core.exceptions import ImproperlyConfigured

SHAPE = "https://tile.example.com/{z}/{x}/{y}.png"
ORIGIN = re.compile(r"(https?://)((?:\{s\}\.)?[a-z0-9-][a-z0-9.-]*(?::\d{1,5})?)(/[^\s;,'\"<>]*)")


def image_sources(variable: str, template: str) -> list[str]:
    """Return what a policy for images must allow. Raises ImproperlyConfigured, in one line."""
    if not template:
        return []
    found = ORIGIN.fullmatch(template)
    if found is None or not all(part in found[3] for part in ("{x}", "{y}", "{z}")):
        raise ImproperlyConfigured(f"{variable}={template!r:.200} must look like {SHAPE}.")
    return [found[1] + found[2].replace("{s}", "*")]
