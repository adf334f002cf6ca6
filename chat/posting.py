"""The queue of posts: one writer per process takes all that wait and commits them together."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from django.db import DataError, IntegrityError

from chat import actions
from chat.answers import MessageSaved
from chat.writer import Outcome, Post
from example_channels.realtime.consumers import Queued
from example_channels.realtime.limits import TooFast
from example_channels.realtime.workers import in_writer, supervise

MOST_AT_ONCE = 256  # posts in one transaction
MOST_WAITING = 5000
RETRY_AFTER = 1.0  # seconds, when too many wait


class Posting:
    """Posts of this process's sockets, in order. A post alone in the queue is not delayed."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Post, Queued]] = deque()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._woken = asyncio.Event()
        self._task = supervise("chat: write", self._write)

    async def stop(self) -> None:
        """End; a post whose answer is missing is to be sent again by its client."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def put(self, post: Post) -> Queued:
        """Queue a post; the result comes once it is committed. Raises TooFast."""
        if len(self._waiting) >= MOST_WAITING:
            raise TooFast(RETRY_AFTER)
        answer: Queued = asyncio.get_running_loop().create_future()
        self._waiting.append((post, answer))
        self._woken.set()
        return answer

    async def _write(self) -> None:
        while await self._woken.wait():
            self._woken.clear()
            while self._waiting:
                batch = [
                    self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))
                ]
                outcomes = await _outcomes([post for post, _answer in batch])
                for (_post, answer), outcome in zip(batch, outcomes, strict=True):
                    _settle(answer, outcome)


async def _outcomes(posts: Sequence[Post]) -> list[Outcome]:
    """Write them together; where the database refuses one of them, each alone."""
    try:
        return await in_writer(actions.post_messages, posts)
    except (DataError, IntegrityError) as error:
        if len(posts) == 1:
            return [error]
    except Exception as error:  # noqa: BLE001 - every one of them is told, and the queue goes on
        return [error] * len(posts)
    return [(await _outcomes([post]))[0] for post in posts]


def _settle(answer: Queued, outcome: Outcome) -> None:
    if answer.done():
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(MessageSaved(message=outcome))


posting = Posting()
"""This process's queue."""
