"""The listening socket, and the address to tell people."""

import contextlib
import resource
import socket

from example_channels.serving.refusals import Refused

BACKLOG = 16_384  # connections that may wait to be accepted; the system's somaxconn bounds it
FINISH_SECONDS = 10  # what requests get to end, once their server stops
MOST_FILES = 1_048_576
LAST_PORT = 65_535
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


def bind(host: str, port: int) -> socket.socket:
    """A bound socket that nobody can connect to before the server listens on it."""
    if not 0 <= port <= LAST_PORT:
        raise Refused(f"--port {port}: ports end at {LAST_PORT}.")
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        raise Refused(f"Cannot listen on {host}:{port}: {error.strerror}. Try --port.") from error
    return listener


def local_url(host: str, listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    name = EVERYWHERE.get(host, host)
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}:{listener.getsockname()[1]}/"


def allow_many_files() -> None:
    """A socket is an open file: lift the soft limit as far as we may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
