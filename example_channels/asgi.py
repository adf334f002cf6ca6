"""The site as an ASGI application: static files, health, runs, Django, ``/ws/``, its life."""

import os
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_channels.settings")
django.setup()


from accounts.housekeeping import close_ended_sockets, forget_expired_sessions  # noqa: E402
from chat.here import rooms_here  # noqa: E402
from chat.posting import posting  # noqa: E402
from chat.source import KIND, RoomSource  # noqa: E402
from example_channels.health import answer_health, until_live  # noqa: E402
from example_channels.pages import PageHandler  # noqa: E402
from example_channels.realtime.hub import hub  # noqa: E402
from example_channels.realtime.workers import supervise  # noqa: E402
from example_channels.site_socket import serve_socket  # noqa: E402
from example_channels.static_server import serve_static  # noqa: E402
from feeds.housekeeping import forget_runs, give_up_silent_runs  # noqa: E402
from feeds.ingest import Ingest  # noqa: E402
from feeds.viewing import viewing  # noqa: E402
from presence.rollcall import rollcall  # noqa: E402
from presence.service import presence  # noqa: E402

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_pages = serve_static(answer_health(Ingest(PageHandler())))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _pages(scope, receive, send)
    elif scope["path"] == "/ws/":
        await serve_socket(scope, receive, send)
    else:
        # Before accepting: the server answers the handshake with 403.
        await send({"type": "websocket.close", "code": 1000})


async def _live(receive: Receive, send: Send) -> None:
    """Begin and end what runs beside the sockets."""
    ending = AsyncExitStack()
    await receive()
    try:
        await _start(ending)
    except Exception as error:
        await send(
            {"type": "lifespan.startup.failed", "message": f"{type(error).__name__}: {error}"}
        )
        raise
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await ending.aclose()
    await send({"type": "lifespan.shutdown.complete"})


async def _start(ending: AsyncExitStack) -> None:
    """Start all; each is ended in turn, the last first, even if another's end fails."""
    hub.logs.add_source(KIND, RoomSource())
    # Those who listen to the hub say so before it starts.
    presence.start()
    rollcall.start()
    rooms_here.start()
    viewing.start()
    await hub.start()
    rollcall.introduce()
    posting.start()
    housekeeping = [
        supervise("accounts: forget expired sessions", forget_expired_sessions),
        supervise("accounts: close ended sockets", close_ended_sockets),
        supervise("feeds: give up silent runs", give_up_silent_runs),
        supervise("feeds: forget old runs", forget_runs),
    ]
    for end in (hub.stop, presence.stop, rooms_here.stop, posting.stop, viewing.stop):
        ending.push_async_callback(end)
    for task in housekeeping:
        ending.callback(task.cancel)
    await until_live()
