"""Bring locale/ in step with the sources; ``--check`` only says what is out of step.

Needs nothing but Babel: no gettext programs. The files carry no dates and no line numbers, so
that a difference is always one of words.
"""

import io
import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from scripts.extraction import DOMAINS, extracted

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans",)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
# Context and text of a message, and the forms of its translation.
Meaning = dict[tuple[str | None, str], tuple[str, ...]]


def po_path(root: Path, language: str, domain: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def translated(root: Path, language: str, domain: str) -> Catalog:
    """The present messages with the translations there are; what is obsolete is left out."""
    catalog = Catalog(locale=language, fuzzy=False)
    path = po_path(root, language, domain)
    known = read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog()
    for message in extracted(root, domain):
        if message.id:
            add(catalog, message, known.get(message.id, message.context))
    return catalog


def add(catalog: Catalog, message: Message, known: Message | None) -> None:
    """Add a message, translated where it is known in the same form."""
    matching = known if known and known.id == message.id else None
    catalog.add(
        message.id,
        matching.string if matching else None,
        sorted({(file, 0) for file, _ in message.locations}),
        flags=message.flags | ({"fuzzy"} & matching.flags if matching else set()),
        auto_comments=sorted(set(message.auto_comments)),
        user_comments=matching.user_comments if matching else (),
        context=message.context,
    )


def po(catalog: Catalog) -> bytes:
    """The catalogue as a file that people edit."""
    output = io.BytesIO()
    write_po(output, catalog, width=0, omit_header=True, include_lineno=False, sort_by_file=True)
    head = HEADER.format(language=catalog.locale_identifier, plurals=catalog.plural_forms)
    return head.encode() + output.getvalue().rstrip() + b"\n"


def usable(catalog: Catalog) -> Catalog:
    """The messages that are translated entirely, as they are compiled."""
    chosen = Catalog(locale=catalog.locale, fuzzy=False)
    for message in catalog:
        if message.id and all(forms(message)) and not message.fuzzy:
            chosen.add(message.id, message.string, context=message.context)
    return chosen


def meaning(catalog: Catalog) -> Meaning:
    """What a catalogue says; its dates and order mean nothing."""
    return {(one.context, singular(one)): forms(one) for one in catalog if one.id}


def compiled_meaning(path: Path) -> Meaning | None:
    """What the compiled catalogue at ``path`` says; None where there is none."""
    return meaning(read_mo(io.BytesIO(path.read_bytes()))) if path.exists() else None


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The translation's forms: one, or as many as the language has plurals."""
    text = message.string or ""
    return (text,) if isinstance(text, str) else tuple(text)


def complaints(root: Path, language: str, domain: str) -> Iterator[str]:
    """What is out of step, missing or wrong, a line each."""
    path = po_path(root, language, domain)
    catalog = translated(root, language, domain)
    if not path.exists() or path.read_bytes() != po(catalog):
        yield f"{path.relative_to(root)}: not in step with the sources"
    if compiled_meaning(path.with_suffix(".mo")) != meaning(usable(catalog)):
        yield f"{path.relative_to(root).with_suffix('.mo')}: not in step with {path.name}"
    for message in catalog:
        if message.id and (wrong := fault(message)):
            yield f"{path.relative_to(root)}: {wrong}: {singular(message)!r}"


def fault(message: Message) -> str | None:
    """What is wrong with a translation, in two words, or None."""
    source = message.id if isinstance(message.id, str) else message.id[1]
    if not all(forms(message)):
        return "not translated"
    if message.fuzzy:
        return "still fuzzy"
    if any(placeholders(form) != placeholders(source) for form in forms(message)):
        return "other placeholders"
    return None


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def update(root: Path, language: str, domain: str) -> None:
    """Write both files; the compiled one only where it says something else than before."""
    catalog = translated(root, language, domain)
    path = po_path(root, language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po(catalog))
    compiled = path.with_suffix(".mo")
    if compiled_meaning(compiled) != meaning(usable(catalog)):
        with compiled.open("wb") as output:
            write_mo(output, usable(catalog))


def main(arguments: list[str], root: Path = ROOT) -> None:
    """Update every catalogue, or with ``--check`` stop with what is wrong."""
    checking = arguments == ["--check"]
    for language, domain in product(LANGUAGES, DOMAINS):
        if not checking:
            update(root, language, domain)
    wrong = [line for pair in product(LANGUAGES, DOMAINS) for line in complaints(root, *pair)]
    print("\n".join(wrong) if checking else f"{len(wrong)} messages to translate or to mend.")
    if checking and wrong:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
