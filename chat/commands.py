"""What people write to do something instead of saying it: ``/topic Tea``. One table for all doors.

A word of letters right after the slash makes a text a command; ``/etc/hosts`` and ``/1`` are
said. ``//topic`` says "/topic"; ``/me waves`` is said as it stands, and shown otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat import actions
from chat.finding import membership_of
from chat.limits import check_pace, check_room_pace
from presence import phrases
from presence.actions import say as set_status_in_words
from presence.chosen import Chosen

COMMAND = re.compile(r"/([^\W\d_]+)(?!\S)\s*(.*)", re.DOTALL)
SAID = re.compile(r"/me\s+\S", re.IGNORECASE)
ESCAPED = re.compile(r"//[^\W\d_]+(?!\S)")
SHRUG = r"¯\\\_(ツ)\_/¯"  # In Markdown, where backslash and underscore mean something else.
MOST_GUESTS = 8  # of one command

Leads = Literal["room", "rooms", "commands"]


class Outcome(NamedTuple):
    """What comes of a command: words for its author, what it says, what to show next."""

    words: str | Promise = ""
    post: str | None = None
    leads: Leads = "room"
    status: Chosen | None = None


class Command(NamedTuple):
    """A row of the table. ``carry_out`` takes the actor, the room's id and what follows."""

    name: str
    argument: str | Promise
    help: str | Promise
    carry_out: Callable[[User, int, str], Outcome]


def is_command(text: str) -> bool:
    """Say whether a text is to be carried out, or refused as no command, and not to be said."""
    text = text.strip()
    return bool(COMMAND.match(text)) and not SAID.match(text)


def unescaped(text: str) -> str:
    """Return what is said by a text that is no command: ``//topic`` says "/topic"."""
    return text.strip()[1:] if ESCAPED.match(text.strip()) else text


def carry_out(actor: User, room_id: int, text: str) -> Outcome:
    """Do what a member of a room wrote.

    Raises Room.DoesNotExist, PermissionDenied, TooFast, and ValidationError in words for them.
    """
    membership_of(actor, room_id)
    check_pace(actor)
    name, rest = _parts(text)
    if name not in COMMANDS:
        raise ValidationError(
            _("There is no command /%(name)s: write /help for a list, or // to send it as it is."),
            params={"name": name},
        )
    return COMMANDS[name].carry_out(actor, room_id, rest)


def _parts(text: str) -> tuple[str, str]:
    found = COMMAND.match(text.strip())
    return (found[1].lower(), found[2].strip()) if found else ("", "")


def _me(actor: User, room_id: int, rest: str) -> Outcome:
    raise ValidationError(_("What do you do? Write it after /me."))


def _topic(actor: User, room_id: int, rest: str) -> Outcome:
    if not rest:
        topic = membership_of(actor, room_id).room.topic
        words = format_lazy(_("The topic is: {topic}"), topic=topic)
        return Outcome(words if topic else _("This room has no topic."))
    actions.change_room(actor, room_id, topic=" ".join(rest.split()))
    return Outcome(_("The topic is changed."))


@transaction.atomic
def _invite(actor: User, room_id: int, rest: str) -> Outcome:
    usernames = [name.strip(",").removeprefix("@") for name in rest.split()]
    if not usernames:
        raise ValidationError(_("Whom? Write a username after /invite."))
    if len(usernames) > MOST_GUESTS:
        raise ValidationError(
            _("Invite at most %(most)d people at once."), params={"most": MOST_GUESTS}
        )
    names = ", ".join([_invited(actor, room_id, username) for username in usernames])
    return Outcome(format_lazy(_("Now a member: {names}"), names=names))


def _invited(actor: User, room_id: int, username: str) -> str:
    check_room_pace(actor)
    try:
        return actions.invite(actor, room_id, username).user.shown_name
    except User.DoesNotExist:
        raise ValidationError(
            _("There is nobody with the username %(name)s."), params={"name": username}
        ) from None


def _leave(actor: User, room_id: int, rest: str) -> Outcome:
    if rest:
        raise ValidationError(_("/leave stands alone: it takes you out of this room."))
    actions.leave_room(actor, room_id)
    return Outcome(leads="rooms")


def _shrug(actor: User, room_id: int, rest: str) -> Outcome:
    return Outcome(post=f"{rest} {SHRUG}".strip())


def _help(actor: User, room_id: int, rest: str) -> Outcome:
    return Outcome(leads="commands")


def _presence(name: str, actor: User, room_id: int, rest: str) -> Outcome:
    return Outcome(status=set_status_in_words(actor, f"/{name} {rest}".strip()))


COMMANDS = {
    command.name: command
    for command in (
        Command("help", "", _("Show this list"), _help),
        Command("me", _("[what you do]"), _("Say what you are doing, as a line about you"), _me),
        Command("topic", _("[words]"), _("Change the topic of this room; alone, show it"), _topic),
        Command("invite", _("@name …"), _("Make somebody a member of this room"), _invite),
        Command("leave", "", _("Leave this room"), _leave),
        Command("shrug", _("[words]"), _("Say it with a shrug: ¯\\_(ツ)_/¯"), _shrug),
        *(Command(*phrase, partial(_presence, phrase.name)) for phrase in phrases.OFFERED),
    )
}


def register(command: Command) -> None:
    """Let an app above add a command, in its ``ready()``. Idempotent."""
    COMMANDS[command.name] = command
