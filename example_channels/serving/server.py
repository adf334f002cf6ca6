"""One server process: uvicorn with our limits, which says goodbye before it stops."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import Any, cast

import uvicorn
from django.conf import settings

from example_channels import health
from example_channels.serving import pace
from example_channels.serving.acceptor import Acceptor
from example_channels.serving.listening import FINISH_SECONDS
from example_channels.serving.upgrading import SiteHttpProtocol
from example_channels.serving.websocket import SiteProtocol

APPLICATION = "example_channels.asgi:application"
FORCED = 130
LAST_REQUESTS_SECONDS = 0.2  # for a connection that was accepted, and has yet to say what it wants


class DrainingServer(uvicorn.Server):
    """Stops accepting, lets its sockets go over DRAIN_SECONDS, then shuts down.

    Unlike uvicorn's own, it does not raise the signal again: a clean stop exits with 0.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        drain: Callable[[float], Awaitable[None]],
        on_ready: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._drain = drain
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup([])  # All but the listening.
        if self.started:
            self._pace = pace.settle()
            acceptors = [Acceptor(each, self._new_protocol) for each in sockets or ()]
            self.servers = cast(list[asyncio.Server], acceptors)
            self._on_ready()

    def _new_protocol(self) -> asyncio.Protocol:
        protocol: Callable[..., asyncio.Protocol] = self.config.http_protocol_class
        return protocol(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )

    def handle_exit(self, sig: int, frame: FrameType | None = None) -> None:
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        health.start_draining()
        for listener in self.servers:
            listener.close()
        await self._let_sockets_go()
        await super().shutdown(sockets)

    async def _let_sockets_go(self) -> None:
        draining = asyncio.ensure_future(self._drain(settings.DRAIN_SECONDS))
        while not draining.done() and not self.force_exit:
            await asyncio.wait({draining}, timeout=0.1)
        draining.cancel()
        await asyncio.sleep(LAST_REQUESTS_SECONDS)


def config() -> uvicorn.Config:
    """Our limits. Deflate costs memory per socket and helps small frames little."""
    return uvicorn.Config(
        APPLICATION,
        lifespan="on",
        http=SiteHttpProtocol,
        ws=SiteProtocol,
        ws_per_message_deflate=False,
        ws_max_size=settings.SOCKET_FRAME_BYTES,
        ws_max_queue=16,
        ws_ping_interval=settings.PING_SECONDS,
        ws_ping_timeout=settings.PING_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
        log_config=None,
        access_log=False,
        server_header=False,
        **proxy_options(),
    )


def proxy_options() -> dict[str, Any]:
    """Only a proxy the operator named may say who the client is."""
    trusted = settings.TRUSTED_PROXIES
    return {"proxy_headers": bool(trusted), "forwarded_allow_ips": trusted or []}


def run(listener: socket.socket, on_ready: Callable[["DrainingServer"], None]) -> int:
    """Serve until told to stop. The exit code: 0, or 130 where a second Ctrl+C cut it short."""
    server = DrainingServer(config(), drain=drain, on_ready=lambda: on_ready(server))
    server.run(sockets=[listener])
    return FORCED if server.force_exit else 0


async def drain(seconds: float) -> None:
    from example_channels.realtime.drain import drain as drain_sockets
    from presence.service import presence

    presence.drain()
    await drain_sockets(seconds)
