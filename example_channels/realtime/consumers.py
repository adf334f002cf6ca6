"""EventConsumer: accept, identify, dispatch requests, clean up.

It has a receive loop of its own: that of Channels makes a task for each frame, beside the socket's.
"""

import asyncio
import logging
import random
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.utils import translation

from example_channels.realtime import origin, refusals
from example_channels.realtime.admission import Overloaded
from example_channels.realtime.codes import (
    FLOODING,
    REFUSED,
    SIGNED_OUT,
    TOO_SLOW,
    TRY_LATER,
)
from example_channels.realtime.following import FollowingSocket
from example_channels.realtime.frames import Frame
from example_channels.realtime.hub import hub
from example_channels.realtime.limits import Bucket
from example_channels.realtime.outbox import Outbox
from example_channels.realtime.protocol import (
    BadFrame,
    Event,
    Goodbye,
    Ok,
    Reply,
    Request,
    answer,
    decode,
    encode,
    tag_of,
)
from example_channels.realtime.writing import write_for

logger = logging.getLogger(__name__)

BURST_SECONDS = 4  # worth of frames that may come at once
USER_AGENT = 300  # characters of what a browser calls itself that are kept
CLOSING_SECONDS = 5.0  # how long a peer may take to accept the end

NO_CLOSE = 1006  # the code that stands for: nobody said why

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Mapping[bytes, bytes]
Queued = asyncio.Future[Reply]  # what a handler returns that has only queued its request
Handler = Callable[[Any, Any], Awaitable[Reply | Queued | None]]


class EventConsumer(FollowingSocket):
    """One socket. A subclass says who is there, what it may ask, and what it is told first."""

    __slots__ = (
        "_answered",
        "_closers",
        "_frames",
        "_outbox",
        "_queued",
        "_send",
        "_task",
        "address",
        "close_code",
        "connection",
        "frames_in",
        "hung_up",
        "login",
        "opened_at",
        "user",
        "user_agent",
    )

    handlers: ClassVar[Mapping[type[Request], Handler]] = {}
    by_type: ClassVar[Mapping[str, type[Request]]] = {}

    def __init_subclass__(cls) -> None:
        cls.by_type = {tag_of(kind): kind for kind in cls.handlers}

    async def identify(self, headers: Headers) -> bool:
        """Set ``user`` and ``login``; False where nobody is signed in."""
        raise NotImplementedError("Say who is at the other end.")

    async def enter(self) -> None:
        """Follow what this person hears, and tell what a new socket is told."""

    def language(self, headers: Headers) -> str:
        """Return the language in which this person is told what is wrong."""
        return settings.LANGUAGE_CODE

    def overflowed(self) -> None:
        """Tell a client that was too slow what to ask for again."""

    def __init__(self, scope: Message, send: Send) -> None:
        super().__init__()
        # No secret, and no system call, during which the loop would lose the interpreter.
        self.connection = f"{random.getrandbits(128):032x}"
        self.opened_at = time.time()
        self.address = str((scope.get("client") or ("",))[0])
        # Interned: thousands of sockets have the same few browsers.
        self.user_agent = sys.intern(_user_agent(scope))
        self.user: Any = None
        self.login = ""
        self.hung_up: tuple[int, str] | None = None
        self.close_code = NO_CLOSE
        self.frames_in = 0
        self._send, self._task = send, asyncio.current_task()
        self._outbox = Outbox(write_for(scope, self._write), self.overflowed, self._stuck)
        self._answered: Request | None = None
        self._queued: set[Queued] | None = None
        self._closers: list[Callable[[], None]] = []
        self._frames = Bucket(*_frame_limits(), time.monotonic())

    @property
    def user_id(self) -> int:
        return int(self.user.pk)

    @property
    def frames_out(self) -> int:
        return self._outbox.frames

    # Life -----------------------------------------------------------------------------------

    async def serve(self, scope: Message, receive: Receive) -> None:
        """Serve the socket to its end. What is not a refusal is raised, and cleaned up after."""
        try:
            await receive()
            await self._connect(scope)
            await self._listen(receive)
        except asyncio.CancelledError:
            if self.hung_up is None:
                raise
        finally:
            self._let_go()

    async def _connect(self, scope: Message) -> None:
        headers = dict(scope["headers"])
        scope["headers"] = []  # The server keeps its scope for as long as the socket lives.
        translation.activate(self.language(headers))  # For this task: all that it answers.
        # Accepted before it is refused: a browser cannot read why a handshake failed.
        await self._send({"type": "websocket.accept"})
        if not origin.is_allowed_by(headers, scope.get("scheme", "ws")):
            await self._close(REFUSED, "origin")
            return
        try:
            await self._admit(headers)
        except Overloaded:
            await self._close(TRY_LATER, "overloaded")
        except Exception:
            logger.exception("A socket could not be let in")
            await self._close(TRY_LATER, "try again later")

    async def _admit(self, headers: Headers) -> None:
        if await self.identify(headers):
            hub.sockets[self] = None
            await self.enter()
        else:
            await self._close(SIGNED_OUT, "signed out")

    async def _listen(self, receive: Receive) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            self.frames_in += 1
            if self.hung_up is None:
                await self._receive(message.get("text"))
            # Or a socket that is silent for hours would keep its last frame.
            del message
        self.close_code = message.get("code") or NO_CLOSE

    async def _receive(self, text: str | None) -> None:
        if self._frames.take(time.monotonic()):
            self.hang_up(FLOODING, "too many frames")
            return
        try:
            if text is None:
                raise BadFrame("A frame must be text.")
            request = decode(text, self.by_type)
        except BadFrame as bad:
            self._answer(refusals.bad_frame(bad), bad.request_id)
        else:
            await self._carry_out(request)

    def _let_go(self) -> None:
        self.is_gone = True
        hub.sockets.pop(self, None)
        self._outbox.close()
        self.leave_all()
        while self._closers:
            try:
                self._closers.pop()()
            except Exception:
                logger.exception("Somebody did not take note of a socket's end")

    # Requests -------------------------------------------------------------------------------

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
            if self._queued is None:
                self._queued = set()
            self._queued.add(reply)
            reply.add_done_callback(partial(self._answer_queued, request))
        elif self._answered is not request and (reply or request.id or not request.is_quiet):
            self.answer(request, reply or Ok())

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

    # What handlers, the hub and others may do -----------------------------------------------

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

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call back once, synchronously, however the socket ends; the last asked is the first."""
        self._closers.append(callback)

    def say_goodbye(self, retry_after: float) -> None:
        self.send_event(Goodbye(reason="restarting", retry_after=retry_after))

    def hang_up(self, code: int, reason: str) -> None:
        """Close the socket: nothing is delivered from now on, whatever the peer does."""
        if self.hung_up is None:
            self.hung_up = (code, reason)
            self.leave_all()
            asyncio.get_running_loop().create_task(self._hang_up(code, reason))

    async def _hang_up(self, code: int, reason: str) -> None:
        try:
            async with asyncio.timeout(CLOSING_SECONDS * settings.TIME_SCALE):
                await self._outbox.flushed()
                await self._close(code, reason)
        except (TimeoutError, OSError, RuntimeError):
            pass  # The peer is gone, or does not read: the outcome is the same.
        finally:
            self._let_go()
            self._abandon_later()

    def _abandon_later(self) -> None:
        """End the consumer even if the peer never answers the close."""
        if self._task is not None and not self._task.done():
            patience = CLOSING_SECONDS * settings.TIME_SCALE
            asyncio.get_running_loop().call_later(patience, self._task.cancel)

    async def _close(self, code: int, reason: str) -> None:
        self.hung_up = self.hung_up or (code, reason)
        await self._send({"type": "websocket.close", "code": code, "reason": reason})

    async def _write(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    def _stuck(self) -> None:
        self.hang_up(TOO_SLOW, "too slow")


def _user_agent(scope: Message) -> str:
    return str(dict(scope["headers"]).get(b"user-agent", b"").decode("latin-1"))[:USER_AGENT]


def _frame_limits() -> tuple[float, float]:
    rate = 1e9 if settings.BENCH else float(settings.SOCKET_FRAMES_PER_SECOND)
    return rate, BURST_SECONDS * rate
