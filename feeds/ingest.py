"""Output of runs, streamed in: an ASGI application beside Django's, which reads whole bodies first.

``command 2>&1 | curl -T - …`` sends a PUT without a length that lasts as long as the command. What
comes is written in pieces; while one is written no more is read, so the sender feels the pressure.
"""

from __future__ import annotations

import contextlib
import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import DatabaseError

from example_channels.realtime.workers import in_database
from feeds.answers import EXPLAINED, Answer, busy, explained
from feeds.senders import offset_in, open_run_of
from feeds.streams import Receive, Stream
from tokens.doors import Credentials

logger = logging.getLogger("rollcall.request")

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[..., Awaitable[None]]

PATH = re.compile(r"/feeds/runs/([0-9]{1,18})/output")
METHODS = frozenset({"PUT", "POST"})
STREAMS = 200  # at once in one process


class Ingest:
    """Puts the door for output before an application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] not in METHODS:
            await self._application(scope, receive, send)
            return
        began = time.perf_counter()
        answer = await self._answer(scope, receive, int(found[1]))
        _log(scope, answer, began)
        # Who has hung up hears no answer.
        with contextlib.suppress(OSError, RuntimeError):
            await _send_answer(send, answer)

    async def _answer(self, scope: Scope, receive: Receive, run: int) -> Answer:
        if self._streams >= STREAMS:
            return busy()
        self._streams += 1
        try:
            return await _take(scope, receive, run)
        except EXPLAINED as error:
            return explained(error)
        except DatabaseError:
            logger.exception("Output of run %s could not be written", run)
            return busy()
        finally:
            self._streams -= 1


async def _take(scope: Scope, receive: Receive, run: int) -> Answer:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    offset = offset_in(headers.get(b"upload-offset", ""))
    await in_database(open_run_of, _credentials(scope, headers), run)
    taken = await Stream(receive, run, offset).take_all()
    return Answer(200, taken._asdict())


def _credentials(scope: Scope, headers: dict[bytes, str]) -> Credentials:
    address = (scope.get("client") or ("",))[0]
    query = scope["query_string"].decode("latin-1")
    return Credentials(headers.get(b"authorization", ""), query, address)


async def _send_answer(send: Send, answer: Answer) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    headers += [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    if answer.status >= 400:
        # What of the body is still on its way is not read any more.
        headers.append((b"connection", b"close"))
    headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _log(scope: Scope, answer: Answer, began: float) -> None:
    fields = {"status": answer.status, "ms": round((time.perf_counter() - began) * 1000, 1)}
    logger.info("%s %s", scope["method"], scope["path"], extra={"fields": fields})
