"""Pieces of a page that many share: drawn once, with blanks for what is each request's own."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Protocol

from django.template.loader import get_template
from django.utils.crypto import get_random_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT = 1024  # pieces, of some 6 KB each

# Nobody who writes a room's name or a message can write a blank into it: they do not know this.
_SECRET = get_random_string(32)


class Facts(Hashable, Protocol):
    """All that a piece depends on besides the language: a named tuple of what is hashable."""

    def _asdict(self) -> dict[str, object]: ...


def piece(template: str, facts: Facts, own: dict[str, object]) -> SafeString:
    """Draw ``template``, which knows ``facts`` by their names and may show what is in ``own``.

    It is drawn once for the same facts, so ``own`` (the CSRF token, a count) may be put into the
    page as it is, and neither asked nor filtered.
    """
    html = _drawn(template, facts, tuple(own), get_language() or "")
    for name, value in own.items():
        html = html.replace(_blank(name), conditional_escape(str(value)))
    return mark_safe(html)  # noqa: S308


@lru_cache(KEPT)
def _drawn(template: str, facts: Facts, blanks: tuple[str, ...], _language: str) -> str:
    context = facts._asdict() | {name: _blank(name) for name in blanks}
    return get_template(template).render(context)


def _blank(name: str) -> str:
    return f"{_SECRET}-{name}."
