"""A worker's own side: serve on the socket it was given, and stop when its supervisor is gone."""

import asyncio
import signal
import socket

from example_channels.serving import server
from example_channels.serving.worker import READY


def run(listen_fd: int, line_fd: int) -> int:
    """Serve until told to stop. The exit code of the process."""
    line = socket.socket(fileno=line_fd)
    return server.run(socket.socket(fileno=listen_fd), lambda running: _report(running, line))


def _report(running: server.DrainingServer, line: socket.socket) -> None:
    line.send(READY)
    # Nothing is ever sent to us: the line becomes readable when the other end has died.
    asyncio.get_running_loop().add_reader(line, _orphaned, running, line)


def _orphaned(running: server.DrainingServer, line: socket.socket) -> None:
    asyncio.get_running_loop().remove_reader(line)
    running.handle_exit(signal.SIGTERM)
