"""A socket that was not dropped, in a process of its own: how long does the server keep it waiting?

A ping touches no thread and no database, so its round trip is the time the server's event loop was
busy with something else, plus this process's own waiting for the processor.

``python -m bench.bystander URL COOKIE`` pings until its input ends, then prints a line
``asked seconds`` for each ping: when (the machine's monotonic clock), and the round trip.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvloop

from bench.connection import connect

EVERY = 0.005  # seconds between an answer and the next ping

RoundTrips = list[tuple[float, float]]


@contextmanager
def watching(url: str, cookie: str) -> Iterator[RoundTrips]:
    """Ping from another process during the block; the list is filled at its end."""
    heard: RoundTrips = []
    command = [sys.executable, "-m", "bench.bystander", url, cookie]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        process.stdout.readline()
        try:
            yield heard
        finally:
            said, _ = process.communicate()
            lines = (line.split() for line in said.splitlines())
            heard.extend((float(asked), float(took)) for asked, took in lines)


async def main(url: str, cookie: str) -> None:
    connection = await connect(url, cookie, lambda event: None)
    await connection.request("ping")
    print("here", flush=True)
    over = asyncio.ensure_future(asyncio.to_thread(sys.stdin.read))
    heard: RoundTrips = []
    while not over.done():
        asked = time.monotonic()
        await connection.request("ping")
        heard.append((asked, time.monotonic() - asked))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(over), EVERY)
    print("\n".join(f"{asked} {took}" for asked, took in heard))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
