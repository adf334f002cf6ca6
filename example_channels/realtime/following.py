"""What one socket follows, and how it begins to without missing anything."""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from example_channels.realtime.codes import TRY_LATER
from example_channels.realtime.envelope import Envelope
from example_channels.realtime.frames import Frame, Item
from example_channels.realtime.hub import hub
from example_channels.realtime.writing import Line

logger = logging.getLogger(__name__)


class FollowingSocket:
    """``topics`` of one socket; a subclass writes what they bring."""

    __slots__ = ("_holds", "_unfollowed", "is_gone", "line", "topics")

    hung_up: tuple[int, str] | None

    def __init__(self, line: Line) -> None:
        self.line = line
        self.is_gone = False
        self.topics: dict[str, None] = {}
        self._holds: dict[str, Hold] = {}
        self._unfollowed: set[str] | None = None

    @property
    @abstractmethod
    def user_id(self) -> int:
        """Whose socket it is."""

    @abstractmethod
    def put(self, text: str, replaces: str | None) -> None:
        """Queue an event that is already encoded."""

    @abstractmethod
    def put_frame(self, frame: Frame) -> None:
        """Write what many get."""

    @abstractmethod
    def hang_up(self, code: int, reason: str) -> None:
        """Close the socket."""

    def take(self, envelope: Envelope) -> None:
        """Take a right, or what not every follower of its topic gets."""
        if envelope.hang_up is not None:
            self.hang_up(envelope.hang_up.code, envelope.hang_up.reason)
        else:
            self.put(envelope.text, envelope.replaces)
            self.change_topics(envelope)

    def change_topics(self, envelope: Envelope) -> None:
        """Follow and leave what the envelope says."""
        for topic in envelope.unfollow:
            self._unfollowed = (self._unfollowed or set()) | {topic}
            self.leave(topic)
        for topic in envelope.follow:
            self._unfollowed = (self._unfollowed or set()) - {topic}
            asyncio.get_running_loop().create_task(self._follow_or_hang_up(topic))

    async def _follow_or_hang_up(self, topic: str) -> None:
        try:
            await self.follow(topic)
        except Exception:
            logger.exception("A socket could not follow what it may")
            self.hang_up(TRY_LATER, "try again later")

    def follows(self, topic: str) -> bool:
        return topic in self.topics

    async def follow(self, topic: str) -> None:
        """Return once this socket gets what is published on ``topic``. Raises as the layer does."""
        if self.is_gone or self.hung_up is not None or topic in self.topics:
            return
        self.topics[topic] = None
        try:
            await hub.follow(topic, self)
        except BaseException:
            self.leave(topic)
            raise

    def begin_reading(self) -> None:
        """Remember from now on what is taken, until ``follow_as_read``."""
        self._unfollowed = None

    async def follow_as_read(self, topics: Iterable[str]) -> None:
        """Follow what was read to be allowed, but for what was taken while it was read."""
        for topic in topics:
            if topic not in (self._unfollowed or ()):
                await self.follow(topic)

    def leave(self, topic: str) -> None:
        if topic in self.topics:
            del self.topics[topic]
            hub.leave(topic, self._holds.pop(topic, self))

    def leave_all(self) -> None:
        for topic in tuple(self.topics):
            self.leave(topic)

    @asynccontextmanager
    async def following(self, topic: str) -> AsyncIterator[Hold]:
        """Follow ``topic``, keeping what comes until the block is left.

        The block finds out how things stand and tells it: nothing falls between the two, and
        nothing is heard before it is allowed. One that raises leaves things as they were.
        """
        if self.is_gone:
            raise ConnectionResetError("The socket is closed.")
        followed, hold = self.follows(topic), Hold(self)
        self.topics[topic] = None
        if followed:
            hub.hand_over(topic, self._holds.get(topic, self), hold)
        self._holds[topic] = hold
        is_kept = followed
        try:
            await hub.follow(topic, hold)
            yield hold
            is_kept = True
        finally:
            if self._holds.get(topic) is hold:
                self._end_hold(topic, hold, is_kept)

    def _end_hold(self, topic: str, hold: Hold, is_kept: bool) -> None:
        if is_kept:
            del self._holds[topic]
            hub.hand_over(topic, hold, self)
            hold.release()
        else:
            self.leave(topic)


class Hold:
    """Follows in place of a socket, and keeps its events; rights and hang-ups pass at once."""

    __slots__ = ("_kept", "_socket")

    line = Line()  # Nothing passes a hold.

    def __init__(self, socket: FollowingSocket) -> None:
        self._socket = socket
        self._kept: list[Item] = []

    @property
    def user_id(self) -> int:
        return self._socket.user_id

    def take(self, envelope: Envelope) -> None:
        if envelope.hang_up is not None:
            self._socket.take(envelope)
        else:
            self._kept.append(Item.of(envelope.text, envelope.replaces))
            self._socket.change_topics(envelope)

    def put_frame(self, frame: Frame) -> None:
        self._kept += frame.items

    def release(self) -> None:
        """Hand over what was kept, in order."""
        for item in self._kept:
            self._socket.put(item.text, item.replaces)
        self._kept.clear()
