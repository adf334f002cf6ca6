"""What a message's text looks like: rendered once, when written."""

from django.utils.html import linebreaks, urlize


def render(text: str) -> str:
    """Return safe HTML: everything escaped, addresses made links, line breaks kept."""
    return str(linebreaks(urlize(text, nofollow=True, autoescape=True), autoescape=False))
