"""EventConsumer: a socket's life. Accept it, identify who is there, listen, clean up.

It has a receive loop of its own: that of Channels makes a task for each frame, beside the socket's.
"""

import asyncio
import logging
import random
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from example_channels.realtime import origin
from example_channels.realtime.admission import Overloaded
from example_channels.realtime.answering import AnsweringSocket, Handler, Queued
from example_channels.realtime.codes import (
    FLOODING,
    REFUSED,
    SIGNED_OUT,
    TOO_SLOW,
    TRY_LATER,
)
from example_channels.realtime.hub import hub
from example_channels.realtime.limits import Bucket
from example_channels.realtime.outbox import Outbox
from example_channels.realtime.protocol import Goodbye
from example_channels.realtime.turns import Turns
from example_channels.realtime.writing import line_of

__all__ = ["EventConsumer", "Handler", "Headers", "Message", "Queued", "Receive", "Send"]

logger = logging.getLogger(__name__)

BURST_SECONDS = 4  # worth of frames that may come at once
USER_AGENT = 300  # characters of what a browser calls itself that are kept
CLOSING_SECONDS = 5.0  # how long a peer may take to accept the end

NO_CLOSE = 1006  # the code that stands for: nobody said why

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Mapping[bytes, bytes]

_departures = Turns()  # Where 5,000 went at once, taking leave of them held the loop for 0.4 s.


class EventConsumer(AnsweringSocket):
    """One socket. A subclass says who is there, what it may ask, and what it is told first."""

    __slots__ = (
        "_closers",
        "_frames",
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
        super().__init__(Outbox(line_of(scope), self._write, self.overflowed, self._stuck))
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
        self._closers: list[Callable[[], None]] = []
        self._frames = Bucket(*_frame_limits(), time.monotonic())

    @property
    def user_id(self) -> int:
        return int(self.user.pk)

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
        else:
            await self.take_frame(text)

    def _let_go(self) -> None:
        """Be gone at once, for whoever looks; what it takes to be forgotten is done in turns."""
        self.is_gone = True
        self._outbox.close()
        hub.sockets.pop(self, None)
        _departures.do(self._be_forgotten)

    def _be_forgotten(self) -> None:
        self.leave_all()
        while self._closers:
            try:
                self._closers.pop()()
            except Exception:
                logger.exception("Somebody did not take note of a socket's end")

    # What handlers, the hub and others may do -----------------------------------------------

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
        self._outbox.close()
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
