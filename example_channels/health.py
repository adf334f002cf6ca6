"""Is this process alive, and is it ready? Answered before Django looks at the host."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from example_channels.realtime.hub import hub
from example_channels.realtime.workers import in_database

logger = logging.getLogger("rollcall.health")

Scope = dict[str, Any]
Application = Callable[..., Awaitable[None]]
CHECK_SECONDS = 2
LIVE_SECONDS = 5
ALIVE = {"/healthz", "/up"}
READY = "/readyz"


class NotReady(Exception):
    """What is missing, in words that may be shown to anybody."""


class Readiness:
    """What this process needs in order to serve, looked at when asked."""

    def __init__(self) -> None:
        self.draining = False
        self._migrated = False
        self._looking: asyncio.Task[dict[str, str]] | None = None

    async def report(self) -> dict[str, str]:
        """Each check by its name: "ok", or what is wrong. Those who ask at once share one look."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(self._looking)

    async def _look(self) -> dict[str, str]:
        checks = {
            "server": self._accepting,
            "database": self._database_answers,
            "migrations": self._migrations_applied,
            "layer": self._layer_answers,
        }
        results = await asyncio.gather(*(_outcome(name, check) for name, check in checks.items()))
        return dict(zip(checks, results, strict=True))

    async def _accepting(self) -> None:
        if self.draining:
            raise NotReady("draining")

    async def _database_answers(self) -> None:
        await in_database(_ask_database)

    async def _migrations_applied(self) -> None:
        if not self._migrated:
            missing = await in_database(_unapplied)
            if missing:
                raise NotReady(f"{missing} not applied")
            self._migrated = True

    async def _layer_answers(self) -> None:
        if not hub.is_live():
            raise NotReady("its own messages do not come back")


readiness = Readiness()


def start_draining() -> None:
    readiness.draining = True


async def until_live() -> None:
    """Wait for the first event to find its way back: on Redis that takes up to a second."""
    try:
        async with asyncio.timeout(LIVE_SECONDS):
            while not hub.is_live():  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
    except TimeoutError:
        logger.warning("Events do not come back from the channel layer yet.")


async def _outcome(name: str, check: Callable[[], Awaitable[None]]) -> str:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await check()
    except NotReady as reason:
        return str(reason)
    except TimeoutError:
        return f"no answer within {CHECK_SECONDS} s"
    except Exception as error:  # noqa: BLE001 - whatever it is, the process is not ready
        # The error may name hosts and users: it is for the log, its class for everybody.
        logger.warning("%s is not ready: %s", name, error)
        return f"failed ({type(error).__name__})"
    return "ok"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _unapplied() -> int:
    from example_channels.serving.preparation import unapplied_migrations

    return len(unapplied_migrations())


def answer_health(application: Application) -> Application:
    """Put /healthz, /up and /readyz before an ASGI application."""

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        path = scope.get("path") if scope["type"] == "http" else None
        if path in ALIVE:
            await _respond(send, 200, {"alive": True})
        elif path == READY:
            await _respond_ready(send)
        else:
            await application(scope, receive, send)

    return answer


async def _respond_ready(send: Any) -> None:
    checks = await readiness.report()
    ready = set(checks.values()) == {"ok"}
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    await _respond(send, 200 if ready else 503, {"ready": ready, "time": now, "checks": checks})


async def _respond(send: Any, status: int, facts: Mapping[str, Any]) -> None:
    body = json.dumps(facts).encode() + b"\n"
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
