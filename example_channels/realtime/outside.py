"""Publishing from a process that serves no sockets: a command, a shell, a job."""

import asyncio
import atexit
import logging
import threading
from concurrent.futures import Future, wait
from functools import cache

from channels.layers import channel_layers

from example_channels.realtime import bell
from example_channels.realtime.envelope import Envelope, to_layer

logger = logging.getLogger(__name__)

LAST_WORDS_SECONDS = 5.0  # how long a process that ends waits for what it published

_unsent: set[Future[None]] = set()


def publish(envelope: Envelope) -> None:
    """Hand an envelope to the serving processes; a bus that is down costs a log line."""
    if bell.is_needed():
        bell.ring(envelope)
        return
    sending = asyncio.run_coroutine_threadsafe(_send(envelope), _loop())
    _unsent.add(sending)
    sending.add_done_callback(_sent)


async def _send(envelope: Envelope) -> None:
    await channel_layers["default"].group_send(envelope.group, to_layer([envelope]))


def _sent(sending: "Future[None]") -> None:
    _unsent.discard(sending)
    if not sending.cancelled() and (error := sending.exception()):
        logger.warning("The other processes could not be told: %s", error)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for the process: a layer keeps its connections per loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="publishing", daemon=True).start()
    atexit.register(lambda: wait(set(_unsent), LAST_WORDS_SECONDS))
    return loop
