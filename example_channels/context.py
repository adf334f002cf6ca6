"""What every page knows: the site's name and its words for the browser."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JSONCatalog


@cache
def catalog(language: str) -> dict[str, Any]:
    """Return ``{msgid: translation or its plural forms}`` of the site's own browser messages."""
    view = JSONCatalog()
    # Not the view's get(): that adds the words of every installed app, the admin's among them.
    view.translation = DjangoTranslation(
        language, domain=view.domain, localedirs=[str(path) for path in settings.LOCALE_PATHS]
    )
    return dict(view.get_catalog())


@cache
def catalog_script(language: str) -> SafeString:
    """Return the catalog as an element of the page, which is the same for all pages."""
    return json_script(catalog(language), "catalog")


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site_name": "Rollcall", "catalog": catalog_script(get_language() or "en")}
