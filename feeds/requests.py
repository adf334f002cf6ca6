"""What sockets ask of feeds."""

from __future__ import annotations

from typing import Annotated

import msgspec
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from msgspec import Meta

from example_channels.realtime import topics
from example_channels.realtime.consumers import EventConsumer, Handler
from example_channels.realtime.protocol import Request
from example_channels.realtime.workers import in_database
from feeds.catalogue import Feed, NoSuchFeed, feed_of
from feeds.events import Runs
from feeds.limits import check_pace, check_run_pace
from feeds.listing import listing, newest_runs
from feeds.models import PREFIX as RUN
from feeds.viewing import viewing

FEEDS_OPEN = 2  # Per socket: each may have a few hundred kilobytes waiting.

FeedId = Annotated[str, Meta(max_length=80)]
Place = Annotated[int, Meta(ge=0, le=2**53)]
Lines = Annotated[int, Meta(ge=1, le=2000)]


class Since(msgspec.Struct, frozen=True):
    """The last whole line that is held: its ``n``, and the generation it counts in."""

    generation: Annotated[str, Meta(max_length=64)]
    n: Place


class FollowFeed(Request, frozen=True, tag="feed.follow"):
    """See the last ``lines`` of a feed (``log:<name>``, ``run:<id>``) and then each new one.

    With ``since`` what came after that line, where that can still be told: of a log the newest of
    that, of a run the oldest, from its start with ``{"generation": "run", "n": 0}``. Following a
    feed again is allowed. At most 2 at once.
    """

    feed: FeedId
    lines: Lines = 200
    since: Since | None = None


class StopFeed(Request, frozen=True, tag="feed.stop"):
    """Follow a feed no longer."""

    feed: FeedId


class WatchRuns(Request, frozen=True, tag="runs.watch"):
    """See which runs begin and end; answered by the newest ``limit``."""

    limit: Annotated[int, Meta(ge=0, le=100)] = 50


async def watch_runs(socket: EventConsumer, request: WatchRuns) -> Runs:
    check_run_pace(socket.user)
    await listing.watch(socket)
    return Runs(runs=await in_database(newest_runs, socket.user_id, request.limit))


async def follow(socket: EventConsumer, request: FollowFeed) -> None:
    is_run = request.feed.startswith(RUN)
    (check_run_pace if is_run else check_pace)(socket.user)
    feed = await in_database(feed_of, socket.user_id, request.feed)
    if len(viewing.feeds_of(socket) - {feed.id}) >= FEEDS_OPEN:
        raise ValidationError(
            _("At most %(limit)d feeds may be followed."), params={"limit": FEEDS_OPEN}
        )
    try:
        await _answer(socket, request, feed)
    finally:
        # Left meanwhile, by its end or by a right's: what was begun for it ends too.
        if not socket.follows(topics.feed(feed.id)):
            viewing.leave(socket, feed.id)


async def _answer(socket: EventConsumer, request: FollowFeed, feed: Feed) -> None:
    topic = topics.feed(feed.id)
    since = (request.since.generation, request.since.n) if request.since else None
    async with socket.following(topic):
        answer = await viewing.enter(socket, feed).snapshot(request.lines, since)
        if not socket.follows(topic):
            raise NoSuchFeed
        socket.answer(request, answer)


async def stop(socket: EventConsumer, request: StopFeed) -> None:
    viewing.leave(socket, request.feed)


HANDLERS: dict[type[Request], Handler] = {FollowFeed: follow, StopFeed: stop, WatchRuns: watch_runs}
