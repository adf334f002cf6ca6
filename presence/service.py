"""The thin task around the tracker: it sends, receives, ticks, and keeps the list in step."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import SystemRandom

import msgspec
from django.conf import settings

from example_channels.realtime import topics
from example_channels.realtime.codes import DISCONNECTED
from example_channels.realtime.consumers import EventConsumer
from example_channels.realtime.hub import hub
from example_channels.realtime.publishing import publish
from example_channels.realtime.workers import supervise
from presence import actions
from presence.board import Board, Callback
from presence.diary import Diary
from presence.events import PresenceWindow
from presence.messages import Activity, FactsChanged, LoginEnded, decode
from presence.roster import State
from presence.seen import LastSeen
from presence.timing import Timing
from presence.tracker import Tracker
from presence.windows import Window

logger = logging.getLogger(__name__)

REST = 20  # times what a flush took: the list costs a twentieth of a core at most


class Presence:
    """Who is here, for this process. Reading is safe from any thread; the rest is the loop's."""

    def __init__(self) -> None:
        self._diary = Diary(LastSeen())
        self.board = board = Board(self._diary)
        self.roster, self.listing, self.viewing = board.roster, board.listing, board.viewing
        self.sight, self.lookouts, self.look_for = board.sight, board.lookouts, board.look_for
        self._tasks: list[asyncio.Task[None]] = []
        self._is_listening = False
        self._stale_since: float | None = None
        self._begin()

    def _begin(self) -> None:
        self._timing = Timing().scaled(settings.TIME_SCALE)
        self._tracker = Tracker(self._timing, SystemRandom(), time.monotonic())
        self._moved = asyncio.Event()
        self.board.begin()

    # Life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to track. Before the hub starts."""
        self._begin()
        self.listing.is_told_of_changes = True
        if not self._is_listening:
            self._is_listening = True
            hub.listen(topics.PRESENCE, self._hear)
        self._tasks = [
            supervise("presence: track", self._track),
            supervise("presence: show", self._show),
            supervise("presence: record", self._record),
        ]

    def drain(self) -> None:
        """Say that this process is about to stop: it takes nobody off any more."""
        for message in self._tracker.drain():
            publish(topics.PRESENCE, message)

    async def stop(self) -> None:
        """Stop tracking, and write down who was here to the last."""
        self.listing.is_told_of_changes = False
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._diary.write(self._tracker)

    # Sockets --------------------------------------------------------------------------------

    def arrive(self, socket: EventConsumer) -> None:
        """Take note of a socket, until it closes."""
        if socket not in self.board.own:
            self.board.own.add(socket)
            socket.on_close(partial(self.depart, socket))
            self._diary.seen.arrived(socket.user_id)
            now = time.monotonic()
            self._tracker.arrive(socket.user_id, socket.connection, socket.login, now)
            self._moved.set()
            self.look_for(socket.user_id)

    def depart(self, socket: EventConsumer) -> None:
        """Forget a socket; its user stays for the grace. Doing it twice does nothing."""
        self.viewing.unwatch(socket)
        self.board.own.discard(socket)
        self._tracker.depart(socket.user_id, socket.connection, time.monotonic())

    def disconnect(self, socket: EventConsumer) -> None:
        """Close a socket until somebody asks for it again in its tab; it gets no grace."""
        self._tracker.end(socket.user_id, socket.connection, time.monotonic())
        self._moved.set()
        socket.hang_up(DISCONNECTED, "disconnected")

    def set_idle(self, socket: EventConsumer, idle: bool) -> None:
        """Take note whether nobody is at the page behind a socket."""
        activity = Activity.IDLE if idle else Activity.ACTIVE
        self._tracker.report(socket.user_id, socket.connection, activity)
        self._moved.set()

    def watch(self, socket: EventConsumer, window: Window) -> PresenceWindow:
        """Let a socket watch a loaded window; returns its content, with nothing in between."""
        if socket in self.board.own:
            self.viewing.watch(socket, window)
            # The content may be older than the last flush, if it took long to read.
            self.board.news.set()
        return window.whole()

    def refresh(self, socket: EventConsumer) -> None:
        """Tell a socket that was too slow again what it may have missed."""
        self.viewing.refresh(socket)
        self.board.own.retell(socket)
        self.board.news.set()

    # Who is here ----------------------------------------------------------------------------

    @property
    def tracker(self) -> Tracker:
        """What this process knows of the others. For reading only."""
        return self._tracker

    def is_online(self, user: int) -> bool:
        """Say whether somebody is shown as here, be it as away."""
        return user in self.roster

    def states(self, users: Iterable[int]) -> dict[int, State]:
        """Return how people are shown; those left out are offline."""
        return {entry.id: entry.state for entry in self.roster.among(users)}

    def on_change(self, callback: Callback) -> None:
        """Call back with whose entries may have changed, a few times a second at most."""
        self.board.callbacks.append(callback)

    def facts_changed(self, user: int) -> None:
        """Read again, in every process, what is shown of somebody, once the write holds."""
        actions.facts_changed(user)

    def signed_out(self, user: int, login: str) -> None:
        """Take somebody off without grace, as far as the sockets of one log-in go."""
        actions.signed_out(user, login)

    # The tracker ----------------------------------------------------------------------------

    async def _track(self) -> None:
        if not settings.REDIS_URL:
            await self._diary.expect_back(self._tracker, self._timing.settle)
        while True:
            if hub.is_running:
                self._tick()
            await _within(self._timing.coalesce, self._moved)

    def _tick(self) -> None:
        for message in self._tracker.tick(time.monotonic()):
            publish(topics.PRESENCE, message)
        self.board.end_statuses(datetime.now(UTC))
        self._notice()

    def _hear(self, text: str) -> None:
        try:
            message = decode(text)
        except msgspec.ValidationError:
            logger.warning("Another process says something this one does not understand.")
            return
        match message:
            case FactsChanged():
                self.board.facts_changed(message)
            case LoginEnded():
                self._tracker.end_login(message.user, message.login, time.monotonic())
                self._moved.set()
            case _:
                self._tracker.receive(message, time.monotonic())
                self._notice()

    def _notice(self) -> None:
        if changed := self._tracker.take_changed():
            self.board.changed(changed)
        if self._tracker.as_of != self._stale_since:
            self._stale_since = self._tracker.as_of
            self.board.stale_since(self._wall_clock(self._stale_since), self._tracker.shown)

    def _wall_clock(self, at: float | None) -> datetime | None:
        return None if at is None else datetime.now(UTC) - timedelta(seconds=time.monotonic() - at)

    # The list -------------------------------------------------------------------------------

    async def _show(self) -> None:
        while await self.board.news.wait():
            self.board.news.clear()
            started = time.monotonic()
            try:
                await self.board.tell(self._tracker.shown)
            except BaseException:
                self.board.news.set()
                raise
            await asyncio.sleep(self._rest(time.monotonic() - started))

    def _rest(self, took: float) -> float:
        return min(self._timing.longest_flush, max(self._timing.flush, REST * took))

    # The database ---------------------------------------------------------------------------

    async def _record(self) -> None:
        while True:
            await asyncio.sleep(self._timing.record)
            await self._diary.write(self._tracker)
            self.board.read_all_again(self._tracker.shown)


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Return when the event is set, which is undone, or after ``seconds``."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass
    event.clear()


presence = Presence()
"""Who is here, as this process knows it."""
