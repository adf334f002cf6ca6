"""Find every message in the sources: Python, templates, and the browser's modules."""

import io
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGES = (
    "accounts",
    "chat",
    "example_channels",
    "feeds",
    "incidents",
    "presence",
    "search",
    "tokens",
)
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS: Any = {
    name + suffix: positions
    for name, positions in FUNCTIONS.items()
    for suffix in ("", "_lazy", "_noop")
}


class Source(NamedTuple):
    """Files of one kind: which below a root, in what language, made readable how."""

    files: Callable[[Path], Iterator[Path]]
    language: str
    prepare: Callable[[str], str] = str


def python_files(root: Path) -> Iterator[Path]:
    return chain.from_iterable((root / package).rglob("*.py") for package in PACKAGES)


def templates(root: Path) -> Iterator[Path]:
    folders = (root / "templates", *(root / package / "templates" for package in PACKAGES))
    return (path for folder in folders for path in folder.rglob("*.*") if path.is_file())


def browser_modules(root: Path) -> Iterator[Path]:
    theirs = root / "static" / "vendor"
    for path in (root / "static").rglob("*.js"):
        if not path.is_relative_to(theirs) and not path.name.endswith(".test.js"):
            yield path


def as_python(template: str) -> str:
    """A template as calls of gettext; its indentation means nothing to Python."""
    return "\n".join(line.strip() for line in templatize(template).splitlines())


DOMAINS = {
    "django": (Source(python_files, "python"), Source(templates, "python", as_python)),
    "djangojs": (Source(browser_modules, "javascript"),),
}


def extracted(root: Path, domain: str) -> Catalog:
    """Every message of a domain, with the names of the files it is in."""
    catalog = Catalog(fuzzy=False)
    for source in DOMAINS[domain]:
        for path in sorted(source.files(root)):
            name = path.relative_to(root).as_posix()
            for _, ids, comments, context in messages(path, source):
                catalog.add(ids, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def messages(path: Path, source: Source) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """The messages of one file: line, text or (singular, plural), comments, context."""
    code = io.BytesIO(source.prepare(path.read_text()).encode())
    options = {"encoding": "utf-8"}
    yield from extract(source.language, code, KEYWORDS, ["Translators:"], options)
