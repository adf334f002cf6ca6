"""Pieces that look the same on every page, drawn once; in every template without loading them."""

from functools import cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from example_channels import pieces
from example_channels.constant_folding import looks_the_same
from example_channels.shortcuts import GROUPS

register = template.Library()

SVG = '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>'


@register.simple_tag
@looks_the_same
@cache
def icon(name: str, kind: str = "") -> SafeString:
    """Draw the icon ``name`` of static/vendor/icons.svg; ``kind`` is a class of its own.

    A page has some forty: as templates of their own they took a sixth of its time.
    """
    return format_html(SVG, f"icon {kind}".rstrip(), static("vendor/icons.svg"), name)


@register.simple_tag
@looks_the_same
def fixed(name: str) -> SafeString:
    """Include the template ``name``, which knows nothing of the page it stands on."""
    return _fixed(name, get_language())


@cache
def _fixed(name: str, _language: str | None) -> SafeString:
    return mark_safe(get_template(name).render())  # noqa: S308


@register.simple_tag(takes_context=True)
def piece(context: Context, name: str, facts: pieces.Facts, **own: object) -> SafeString:
    """Include the template ``name``, drawn once for ``facts``; ``own`` and CSRF tokens differ."""
    return pieces.piece(name, facts, {**own, "csrf_token": context.get("csrf_token")})


@register.inclusion_tag("_shortcuts.html")
def shortcuts() -> dict[str, Any]:
    """List every key there is, by groups."""
    return {"groups": GROUPS}
