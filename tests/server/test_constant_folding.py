"""What is joined in a template once looks as if it were drawn each time."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.utils.translation import override

OPTIONS = settings.TEMPLATES[0]["OPTIONS"]
LANGUAGES = ("en", "zh-hans", "en")


def engine(folded: bool, **templates: str) -> Engine:
    plain = [("django.template.loaders.locmem.Loader", templates), *OPTIONS["loaders"][0][1]]
    name = OPTIONS["loaders"][0][0] if folded else "django.template.loaders.cached.Loader"
    return Engine(
        dirs=settings.TEMPLATES[0]["DIRS"],
        loaders=[(name, plain)],
        builtins=OPTIONS["builtins"],
        libraries={"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"},
    )


def drawn(where: Engine, name: str, **context: Any) -> list[str]:
    """Draw the same template object again and again, for readers of several languages."""
    template, pages = where.get_template(name), []
    for language in LANGUAGES:
        with override(language):
            pages.append(template.render(Context(context)))
    return pages


@pytest.mark.parametrize("name", ["_navigation.html", "_switcher.html", "chat/_room_head.html"])
def test_a_template_says_in_each_language_what_it_says_unfolded(name: str) -> None:
    facts = {"mine": {"muted": True}, "room": {"pk": 7, "kind": "public"}}
    pages, plain = (drawn(engine(folded), name, **facts) for folded in (True, False))
    assert [page.split() for page in pages] == [page.split() for page in plain]
    assert pages[0] != pages[1]


@pytest.mark.parametrize(
    "source",
    [
        "{% load i18n %}a{% translate word %}b",
        "{% load i18n %}a{% blocktranslate %}Hi {{ word }}{% endblocktranslate %}b",
        "{% load i18n %}a{% translate 'Close' as word %}b{{ word }}",
        "{% load i18n %}a{% translate 'close'|add:word %}b",
        "a{% url word %}b",
        "a{% url 'person' number %}b",
        "a{% url 'home' as word %}{{ word }}b",
        "{% load static %}a{% static file %}b",
        "a{% icon word %}b",
        "a{% now word %}b{% csrf_token %}c",
        "a{% if number == 1 %}x{% icon 'x-lg' %}{% else %}z{% icon 'hash' %}{{ word }}{% endif %}",
        "{% for one in word %}x{% icon 'hash' %}{{ one }}{% empty %}y{% icon 'x-lg' %}{% endfor %}",
    ],
)
def test_what_differs_from_page_to_page_is_asked_each_time(source: str) -> None:
    folded, plain = engine(folded=True, page=source), engine(folded=False, page=source)
    for word, number, token in (("home", 1, "one"), ("status", 2, "two"), ("", 1, "three")):
        context = {"word": word or "home", "number": number, "csrf_token": token}
        context["file"] = "site/site.css" if number == 1 else "chat/chat.css"
        assert drawn(folded, "page", **context) == drawn(plain, "page", **context)


def test_blocks_of_a_folded_template_can_be_replaced() -> None:
    where = engine(
        folded=True,
        base="a{% icon 'hash' %}b{% block inner %}x{% icon 'people' %}{% endblock %}",
        page="{% extends 'base' %}{% block inner %}{{ block.super }}{{ word }}{% endblock %}",
    )
    (page, *_) = drawn(where, "page", word="mine")
    assert page.startswith("a<svg")
    assert page.endswith("mine")


def test_a_page_has_no_indents_and_a_mail_has_its_lines() -> None:
    source = "a\n\n  b {{ word }}\n    c\n"
    where = engine(folded=True, **{"page.html": source, "mail.txt": source})
    assert drawn(where, "page.html", word="x  \n  y")[0] == "a\nb x  \n  y\nc\n"
    assert drawn(where, "mail.txt", word="x")[0] == "a\n\n  b x\n    c\n"
