"""HTML, read as a browser reads it, and held against what may be in a message."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr"}


class Page(HTMLParser):
    """The elements and the words of some HTML; complains of what is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        elif tag == "br":
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _attributes in self.elements}

    @property
    def links(self) -> list[str]:
        """Where one can go. A host that no browser takes leaves an ``a`` without ``href``."""
        found = (attributes.get("href") for tag, attributes in self.elements if tag == "a")
        return [href for href in found if href is not None]

    @property
    def attributes(self) -> set[str]:
        return {name for _tag, attributes in self.elements for name in attributes}
