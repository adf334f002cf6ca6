"""That no page is left out where a browser looks at every one of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver

from tests.browser.pages import LISTED

DJANGOS_OWN = "admin:"


def names_below(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from names_below(entry, inner)
        else:
            yield f"{namespace}{entry.name}"


def test_every_page_of_the_site_is_listed_for_the_browser() -> None:
    names = {name for name in names_below(get_resolver()) if not name.startswith(DJANGOS_OWN)}
    assert names == LISTED
