"""What feeds tell sockets."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from example_channels.realtime.protocol import Event, Notice, Reply
from feeds.ansi import Style
from feeds.news import Began, State

RING = 4  # unsent events of a feed that a slow socket may have waiting


class FeedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line: keep it by ``n``, which only grows within a generation.

    ``at`` is when it was read, null for what was there before. ``cut`` bytes at its end are left
    out. A ``partial`` one has not ended yet and comes again, longer, with the same ``n``.
    """

    n: int
    text: str
    at: datetime | None
    styles: list[Style] = []
    cut: int = 0
    partial: bool = False


class RunView(msgspec.Struct, frozen=True):
    """A run as it stands; ``dropped`` lines at its end are not kept, for it has too many.

    ``state`` is "running", "succeeded", "failed" or "lost"; ``exit_status`` is null but for those
    that ended by themselves.
    """

    id: int
    name: str
    command: str
    state: str
    exit_status: int | None
    started_at: datetime
    finished_at: datetime | None
    lines: int
    dropped: int


class FeedFollowed(Reply, frozen=True, tag="feed.followed"):
    """How a feed stands; what is new follows as ``feed.lines``.

    ``generation`` names the file's content: another one means that its lines count anew. Where
    ``continues`` is false the lines do not follow on from ``since``: forget what was held.
    ``skipped`` lines stood before these and are not told. Where there is ``more``, follow again
    with the last of these. ``run`` is there if the feed is a run's.
    """

    feed: str
    generation: str
    lines: list[FeedLine]
    skipped: int
    continues: bool
    state: State
    more: bool = False
    run: RunView | None = None


class FeedLines(Event, frozen=True, tag="feed.lines"):
    """New lines, following on from line ``after`` but for ``skipped`` ones between.

    Ignore what is held already. Where ``after`` is beyond what is held, or the generation another
    without ``began`` saying why, something is missing: follow again with ``since``. ``place`` means
    nothing to clients.
    """

    feed: str
    generation: str
    after: int | None
    lines: list[FeedLine]
    skipped: int
    began: Began | None = None
    place: int = 0

    def replaces(self) -> str | None:
        # A slow socket keeps the newest few; the hole shows in ``after``.
        return None if self.began else f"{self.feed}.{self.place % RING}"


class FeedState(Event, frozen=True, tag="feed.state"):
    """Whether the file is there and may be read, what it held stays shown; or how a run stands."""

    feed: str
    state: State
    run: RunView | None = None

    def replaces(self) -> str:
        return f"state.{self.feed}"


class FeedStopped(Event, frozen=True, tag="feed.stopped"):
    """A feed is no longer followed, because it may no longer be read."""

    feed: str
    reason: Literal["forbidden"]


class FeedMissed(Event, frozen=True, tag="feed.missed"):
    """Lines were given up, because this socket was too slow: follow again with ``since``."""

    feed: str


class RunNews(Notice, frozen=True, tag="run_news"):
    """A run has printed something, or its state is another."""

    run: int


class Runs(Reply, frozen=True, tag="runs"):
    """The newest runs that one may read, the newest first; ``run.changed`` follows."""

    runs: list[RunView]


class RunChanged(Event, frozen=True, tag="run.changed"):
    """A run that one may read began, ended, was lost or is heard of again."""

    run: RunView

    def replaces(self) -> str:
        return f"run.{self.run.id}"


class FeedRights(Notice, frozen=True, tag="feed_rights"):
    """What somebody may read may have changed; null: anybody."""

    user: int | None
