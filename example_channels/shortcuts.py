"""Every key there is, in one table: for the sheet that "?" opens, and for its page."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Shortcut(NamedTuple):
    """What is done by ``keys``: ways to do it by ``|``, keys pressed together by a space."""

    keys: str
    does: Promise

    @property
    def ways(self) -> list[list[str]]:
        return [way.split() for way in self.keys.split("|")]


class Group(NamedTuple):
    name: Promise
    shortcuts: tuple[Shortcut, ...]


GROUPS = (
    Group(
        _("Everywhere"),
        (
            Shortcut("?", _("These shortcuts")),
            Shortcut("Ctrl K", _("Go to a room or a person")),
            Shortcut("Ctrl Shift F", _("Search: in the room you are in, elsewhere in all of them")),
            Shortcut("Alt ↑|Alt ↓", _("The room before, the next room")),
            Shortcut("Alt Shift ↑|Alt Shift ↓", _("The same, of rooms with something unread")),
            Shortcut("Shift Esc", _("Mark all rooms as read")),
            Shortcut("Esc", _("Close what is open")),
        ),
    ),
    Group(
        _("Writing"),
        (
            Shortcut("Enter", _("Send, unless your settings say otherwise")),
            Shortcut("Ctrl Enter", _("Send, whatever your settings say")),
            Shortcut("Shift Enter", _("Begin a new line")),
            Shortcut("↑", _("Edit your last message, from an empty field")),
            Shortcut("Esc", _("Cancel editing or answering")),
            Shortcut("Ctrl B", _("Bold")),
            Shortcut("Ctrl I", _("Italic")),
            Shortcut("Ctrl E", _("Code")),
            Shortcut("Ctrl Shift X", _("Strike out")),
            Shortcut("@|#|:|/", _("Suggest people, rooms, emoji, commands")),
            Shortcut("Tab", _("Take the suggestion")),
        ),
    ),
    Group(
        _("Messages"),
        (
            Shortcut("J|K", _("To the next message, the one before; arrows too")),
            Shortcut("Enter", _("Menu of the message")),
            Shortcut("R", _("Reply")),
            Shortcut("T", _("Open the thread")),
            Shortcut("+", _("React")),
            Shortcut("W", _("Who reacted")),
            Shortcut("E", _("Edit")),
            Shortcut("P", _("Pin, or take the pin off")),
            Shortcut("B", _("Bookmark, or take the bookmark off")),
            Shortcut("U", _("Mark as unread from here")),
            Shortcut("C", _("Copy the link")),
            Shortcut("H", _("Earlier versions")),
            Shortcut("Delete", _("Delete")),
        ),
    ),
    Group(
        _("Lists, search and maps"),
        (
            Shortcut("↑|↓", _("From person to person in the list")),
            Shortcut("PgUp|PgDn|Home|End", _("Through the list in greater steps")),
            Shortcut("A … Z", _("Filter the list of people")),
            Shortcut("Alt Shift ↑|Alt Shift ↓", _("Move the favourite room in focus")),
            Shortcut("/", _("To the search field, on the search page")),
            Shortcut("←|↑|→|↓", _("Move the corner of an area in focus")),
            Shortcut("Delete", _("Take that corner away")),
        ),
    ),
)


def show_shortcuts(request: HttpRequest) -> HttpResponse:
    """The sheet as a page, for whoever has no JavaScript."""
    return render(request, "site/shortcuts.html")
