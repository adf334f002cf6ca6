"""Rows of people, for every page that lists them."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from presence.rows import Shown, row_of

register = template.Library()


@register.simple_tag(takes_context=True)
def person_row(context: dict[str, Any], entry: Shown, *, direct: bool) -> SafeString:
    return row_of(entry, is_me=entry.id == context["user"].pk, direct=direct)
