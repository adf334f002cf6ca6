"""What sockets ask of presence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from msgspec import UNSET, Meta, UnsetType

from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.protocol import Id, Request
from example_channels.realtime.workers import in_database
from presence import actions
from presence.cards import read_card
from presence.chosen import Change
from presence.events import PresenceCard, PresenceWindow, StatusSet
from presence.facts import words_of
from presence.service import presence
from presence.windows import ALL_OF, FARTHEST, MOST, QUERY_LENGTH, Key

Moment = Annotated[datetime, Meta(tz=True)]


class WatchPresence(Request, frozen=True, tag="presence.watch", rename={"from_": "from"}):
    """Watch a window of the user list, instead of the one watched before.

    ``limit`` is at most 100, or 500 where no more people than that match; 0 asks for counts only.
    """

    from_: int = 0
    limit: int = 100
    query: str = ""


class UnwatchPresence(Request, frozen=True, tag="presence.unwatch"):
    """Watch the user list no longer."""


class ReportIdle(Request, frozen=True, tag="presence.idle"):
    """Say that nobody is at this page, or that somebody is again."""

    is_quiet: ClassVar[bool] = True

    idle: bool


class SetPresence(Request, frozen=True, tag="presence.set"):
    """Choose how I am shown; what is absent stays.

    ``state`` is "auto", "away", "busy" or "invisible". All of it ends at ``until``; null is never.
    """

    state: str | UnsetType = UNSET
    emoji: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    until: Moment | UnsetType | None = UNSET


class SayPresence(Request, frozen=True, tag="presence.say"):
    """Choose it in words: ``/status 🌴 at the sea until 17:30``, ``/away``, ``/busy``, ``/back``.

    A text of spaces after ``/status`` takes the status away.
    """

    text: str


class ReadCard(Request, frozen=True, tag="presence.card"):
    """Read what there is to know of somebody."""

    user: Id


class NotifyWhenBack(Request, frozen=True, tag="presence.notify"):
    """Ask to be told, once, when somebody is back, or take that back with ``cancel``."""

    user: Id
    cancel: bool = False


class ReportZone(Request, frozen=True, tag="presence.zone"):
    """Say the time zone of this browser. It counts only where none is known or chosen yet."""

    is_quiet: ClassVar[bool] = True

    timezone: str


async def watch(socket: EventConsumer, request: WatchPresence) -> PresenceWindow:
    window = presence.viewing.hold(_key(request))
    try:
        content = await presence.viewing.load(window)
        if request.limit > MOST and content.total > ALL_OF:
            raise ValidationError(_("Ask for at most %(most)d people at once.") % {"most": MOST})
        # From here to the answer nothing may be awaited, or a change could fall in between.
        return presence.watch(socket, window)
    finally:
        presence.viewing.release(window)


async def unwatch(socket: EventConsumer, request: UnwatchPresence) -> None:
    presence.viewing.unwatch(socket)


async def report_idle(socket: EventConsumer, request: ReportIdle) -> None:
    presence.set_idle(socket, request.idle)


async def set_presence(socket: EventConsumer, request: SetPresence) -> StatusSet:
    change = Change(
        state=request.state, emoji=request.emoji, text=request.text, until=request.until
    )
    return StatusSet(chosen=await in_database(actions.set_status, socket.user, change))


async def say_presence(socket: EventConsumer, request: SayPresence) -> StatusSet:
    return StatusSet(chosen=await in_database(actions.say, socket.user, request.text))


async def report_zone(socket: EventConsumer, request: ReportZone) -> None:
    await in_database(actions.report_zone, socket.user, request.timezone)


async def show_card(socket: EventConsumer, request: ReadCard) -> PresenceCard:
    return await in_database(read_card, presence.sight, socket.user, request.user)


async def notify_when_back(socket: EventConsumer, request: NotifyWhenBack) -> None:
    if request.cancel:
        await in_database(actions.cancel_notice, socket.user, request.user)
    else:
        await in_database(presence.lookouts.ask, socket.user, request.user)
        # They may have come back while that was written.
        presence.look_for(socket.user_id)


def _key(request: WatchPresence) -> Key:
    if not 0 <= request.from_ <= FARTHEST:
        raise ValidationError(_("A window of the list begins at 0 or later."))
    if not 0 <= request.limit <= ALL_OF:
        raise ValidationError(_("Ask for 0 to %(most)d people at once.") % {"most": MOST})
    if len(request.query) > QUERY_LENGTH:
        raise ValidationError(_("Search for at most %(n)d characters.") % {"n": QUERY_LENGTH})
    if "\0" in request.query:
        raise ValidationError(_("A search has no null characters."))
    return Key(words_of(request.query), request.from_, request.limit)


HANDLERS: dict[type[Request], Handler] = {
    WatchPresence: watch,
    UnwatchPresence: unwatch,
    ReportIdle: report_idle,
    SetPresence: set_presence,
    SayPresence: say_presence,
    ReportZone: report_zone,
    ReadCard: show_card,
    NotifyWhenBack: notify_when_back,
}
