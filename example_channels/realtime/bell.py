"""The bell of the embedded mode: a command run beside the server rings it through a Unix socket.

With the in-memory channel layer nothing outside the server's process could reach its sockets.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from pathlib import Path

import msgspec
from django.conf import settings

from example_channels.realtime.envelope import Envelope

logger = logging.getLogger(__name__)

RING_SECONDS = 1.0  # a server too busy to take a line this long is not waited for

_decoder = msgspec.json.Decoder(Envelope)


def is_needed() -> bool:
    return not settings.REDIS_URL


def path() -> Path:
    return Path(settings.DATA_DIR) / "bell.sock"


class Bell:
    """The server's end: passes on each envelope that is rung, one JSON line each."""

    def __init__(self, publish: Callable[[Envelope], None]) -> None:
        self._publish = publish
        self._server: asyncio.Server | None = None

    async def hang(self) -> None:
        """Listen. Raises OSError where the path is too long or cannot be made."""
        if is_needed():
            path().unlink(missing_ok=True)
            self._server = await asyncio.start_unix_server(self._answer, path())
            path().chmod(0o600)

    async def take_down(self) -> None:
        if self._server is not None:
            self._server.close()
            path().unlink(missing_ok=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async for line in reader:
                self._publish(_decoder.decode(line))
        except (msgspec.MsgspecError, ValueError):
            logger.warning("Somebody rang the bell with something that is no envelope.")
        finally:
            writer.close()


def ring(envelope: Envelope) -> None:
    """Hand an envelope to the server of this DATA_DIR; no server, no bell."""
    try:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(RING_SECONDS)
            wire.connect(str(path()))
            wire.sendall(msgspec.json.encode(envelope) + b"\n")
    except (FileNotFoundError, ConnectionRefusedError):
        pass
    except OSError as error:
        logger.warning("The server could not be told: %s", error)
