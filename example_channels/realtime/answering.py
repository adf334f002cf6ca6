"""AnsweringSocket: what one socket asks is carried out and answered; what it hears is queued."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from example_channels.realtime import refusals
from example_channels.realtime.following import FollowingSocket
from example_channels.realtime.frames import Frame
from example_channels.realtime.outbox import Outbox
from example_channels.realtime.protocol import (
    BadFrame,
    Event,
    Ok,
    Reply,
    Request,
    answer,
    decode,
    encode,
    tag_of,
)

logger = logging.getLogger(__name__)

Queued = asyncio.Future[Reply]  # what a handler returns that has only queued its request
Handler = Callable[[Any, Any], Awaitable[Reply | Queued | None]]


class AnsweringSocket(FollowingSocket):
    """Requests of one socket take effect in their order; a queued one may be answered later."""

    __slots__ = ("_answered", "_outbox", "_queued")

    handlers: ClassVar[Mapping[type[Request], Handler]] = {}
    by_type: ClassVar[Mapping[str, type[Request]]] = {}

    def __init_subclass__(cls) -> None:
        cls.by_type = {tag_of(kind): kind for kind in cls.handlers}

    def __init__(self, outbox: Outbox) -> None:
        super().__init__(outbox.line)
        self._outbox = outbox
        self._answered: Request | None = None
        self._queued: set[Queued] | None = None

    @property
    def frames_out(self) -> int:
        return self.line.frames

    # What it asks ---------------------------------------------------------------------------

    async def take_frame(self, text: str | None) -> None:
        """Carry out the request in a frame, None where it was binary; answer it, or refuse it."""
        try:
            if text is None:
                raise BadFrame("A frame must be text.")
            request = decode(text, self.by_type)
        except BadFrame as bad:
            self._answer(refusals.bad_frame(bad), bad.request_id)
        else:
            await self._carry_out(request)

    async def _carry_out(self, request: Request) -> None:
        if self._queued and not request.overtakes:
            await asyncio.wait(self._queued)
        try:
            reply = await self.handlers[type(request)](self, request)
        except Exception as error:
            if self._answered is request:
                logger.exception("%s failed after its answer", tag_of(type(request)))
            else:
                self.answer(request, refusals.refusal(error, request))
            return
        if isinstance(reply, asyncio.Future):
            self._await(request, reply)
        elif self._answered is not request and (reply or request.id or not request.is_quiet):
            self.answer(request, reply or Ok())

    def _await(self, request: Request, queued: Queued) -> None:
        if self._queued is None:
            self._queued = set()
        self._queued.add(queued)
        queued.add_done_callback(partial(self._answer_queued, request))

    def _answer_queued(self, request: Request, queued: Queued) -> None:
        if self._queued:
            self._queued.discard(queued)
        if queued.cancelled():
            return
        error = queued.exception()
        self.answer(request, refusals.refusal(error, request) if error else queued.result())

    def answer(self, request: Request, reply: Reply) -> None:
        """Answer. A handler does so itself where something must come after its answer."""
        self._answered = request
        self._answer(reply, request.id)

    def _answer(self, reply: Reply, request_id: str | None) -> None:
        self._outbox.put_answer(encode(answer(reply, request_id)))

    # What it hears --------------------------------------------------------------------------

    def send_event(self, event: Event) -> None:
        """Queue an event for this socket alone."""
        self.put(encode(event), event.replaces())

    def send_snapshot(self, event: Event) -> None:
        """Queue what a client cannot do without: it is not dropped where others are."""
        self._outbox.put_answer(encode(event))

    def put(self, text: str, replaces: str | None) -> None:
        """Queue an event that is already encoded."""
        self._outbox.put(text, replaces)

    def put_frame(self, frame: Frame) -> None:
        """Write what many get, or queue it behind what waits."""
        self._outbox.put_frame(frame)
