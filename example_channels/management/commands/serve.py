"""``manage.py serve``: make the site ready and serve it."""

import os
import socket
import sys
from argparse import SUPPRESS
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from example_channels.serving import data_dir, listening, refusals

INTERRUPTED = 130
SPARE_SECONDS = 5  # what a worker needs to end, beyond letting its sockets go


class Command(BaseCommand):
    """Refuses what cannot work in one line and exit code 2; a clean stop is exit code 0."""

    help = "Make the site ready and serve it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="0 takes any free one")
        parser.add_argument("--workers", type=int, default=1, help="server processes")
        # A worker's own: the socket its supervisor listens on, and the line between the two.
        parser.add_argument("--listen-fd", type=int, help=SUPPRESS)
        parser.add_argument("--line-fd", type=int, help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = self._run(**options)
        except KeyboardInterrupt:
            code = INTERRUPTED
        self._end(code)

    def _run(self, host: str, port: int, workers: int, **options: Any) -> int:
        if options["listen_fd"] is not None:
            return _work(options["listen_fd"], options["line_fd"])
        listener, _lock = _claim(host, port, workers)
        url = listening.local_url(host, listener)
        words = [*self._prepare(settings.PUBLIC_URL or url), *_addresses(url)]
        serve = _supervise if workers > 1 else _serve_alone
        return serve(listener, workers, lambda: self._say("\n".join(words)))

    def _prepare(self, base_url: str) -> list[str]:
        from accounts import setup
        from example_channels.serving import preparation

        preparation.prepare(self._say)
        link = setup.link(base_url)
        connections.close_all()
        return [f"The site has no operator yet. Make their account here:\n  {link}"] if link else []

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _end(self, code: int) -> None:
        self.stdout.flush()
        if code:
            # A thread that still waits for a database must not keep the process.
            os._exit(code)


def _claim(host: str, port: int, workers: int) -> tuple[socket.socket, Any]:
    """Refuse what cannot work, the cheap reasons first; take the data directory and the port."""
    refusals.refuse_bad_workers(workers)
    refusals.refuse_bad_proxies()
    data_dir.refuse_unwritable(settings.DATA_DIR)
    lock = data_dir.take(settings.DATA_DIR) if refusals.is_embedded() else None
    listener = listening.bind(host, port)
    refusals.refuse_unreachable_database()
    refusals.refuse_unreachable_redis()
    listening.allow_many_files()
    return listener, lock


def _addresses(url: str) -> list[str]:
    """The last line says that and where the site is served; whoever starts us may wait for it."""
    public = [f"People reach it at {settings.PUBLIC_URL}/"] if settings.PUBLIC_URL else []
    return [*public, f"Rollcall serves {url}  (Ctrl+C stops it)"]


def _work(listen_fd: int, line_fd: int) -> int:
    from example_channels.serving import child

    return child.run(listen_fd, line_fd)


def _serve_alone(listener: socket.socket, workers: int, announce: Callable[[], None]) -> int:
    from example_channels.serving import server

    return server.run(listener, lambda _: announce())


def _supervise(listener: socket.socket, workers: int, announce: Callable[[], None]) -> int:
    from example_channels.serving.supervisor import Supervisor
    from example_channels.serving.worker import Worker

    listener.listen(listening.BACKLOG)
    program = [sys.executable, sys.argv[0], "serve"]
    seconds = settings.DRAIN_SECONDS + listening.FINISH_SECONDS + SPARE_SECONDS
    return Supervisor(
        lambda: Worker(program, listener), workers, stop_seconds=seconds, on_ready=announce
    ).run()
