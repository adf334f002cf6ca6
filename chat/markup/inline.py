"""What is recognised within a line besides Markdown: ``:name:``, ``@name``, ``#room``."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from chat.markup.emoji import NAMED, replaced
from chat.markup.mentions import PERSON, ROOM, Names, group


class Mark(NamedTuple):
    """An element that takes the place of so many characters."""

    length: int
    tag: str
    attributes: dict[str, str]
    words: str


def add_to(parser: MarkdownIt) -> None:
    ruler = parser.inline.ruler
    ruler.after("text", "emoji", _emoji)
    ruler.after("text", "mention", _rule("@", _mention))
    ruler.after("text", "room", _rule("#", _room))


def _emoji(state: StateInline, silent: bool) -> bool:
    found = state.src[state.pos] == ":" and NAMED.match(state.src, state.pos, state.posMax)
    if not found or (sign := replaced(found[0])) == found[0]:
        return False
    if not silent:
        state.append_pending(sign)
    state.pos = found.end()
    return True


def _rule(
    sign: str, read: Callable[[StateInline], Mark | None]
) -> Callable[[StateInline, bool], bool]:
    """Return a rule that puts what ``read`` finds at a sign into an element; none in a link."""

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != sign or state.linkLevel or not (mark := read(state)):
            return False
        if not silent:
            state.push("mention_open", mark.tag, 1).attrs = {**mark.attributes}
            state.push("text", "", 0).content = mark.words
            state.push("mention_close", mark.tag, -1)
        state.pos += mark.length
        return True

    return rule


def _mention(state: StateInline) -> Mark | None:
    found = PERSON.match(state.src, state.pos, state.posMax)
    if not found:
        return None
    if several := group(found[1]):
        word, length = several
        attributes = {"class": "mention mention-all", "data-group": word}
        return Mark(length + 1, "span", attributes, f"@{found[1][:length]}")
    named = _names(state).person(found[1])
    if not named:
        return None
    (person, username), length = named
    link = {"class": "mention", "href": reverse("person", args=[person]), "data-user": str(person)}
    return Mark(length + 1, "a", link, f"@{username}")


def _room(state: StateInline) -> Mark | None:
    found = ROOM.match(state.src, state.pos, state.posMax)
    named = found and _names(state).room(found[1])
    if not named:
        return None
    (room, name), length = named
    link = {"class": "room-link", "href": reverse("chat:room", args=[room]), "data-room": str(room)}
    return Mark(length + 1, "a", link, f"#{name}")


def _names(state: StateInline) -> Names:
    names: Names = state.env["names"]
    return names
