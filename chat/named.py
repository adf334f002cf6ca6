"""Whom a message names, as its HTML says. ``static/chat/my_mentions.js`` marks them alike. Pure."""

import re

# What people write holds no "<": none of this can be put into a message by hand.
ANYBODY = 'class="mention'
EVERYBODY = '<span class="mention mention-all"'
SOMEBODY = re.compile(r'<a class="mention"(?=[^>]* data-user="(\d+)")')


def names_anybody(html: str) -> bool:
    return ANYBODY in html


def names(html: str, person: int) -> bool:
    """Say whether somebody is named by their username."""
    may_be = f' data-user="{person}"' in html
    return may_be and any(int(found[1]) == person for found in SOMEBODY.finditer(html))


def names_everybody(html: str) -> bool:
    return EVERYBODY in html


def marked_for(html: str, person: int) -> str:
    """Return the HTML in which the mentions of one person stand out, for themselves."""

    def mark(found: re.Match[str]) -> str:
        return '<a class="mention is-me"' if int(found[1]) == person else found[0]

    return SOMEBODY.sub(mark, html)
