"""Several server processes on one listening socket: start, replace, stop.

uvicorn's own supervisor runs its own Server, which cannot say goodbye to sockets, and kills a
worker that pauses for five seconds.
"""

import contextlib
import logging
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator

from example_channels.serving.worker import Worker

logger = logging.getLogger("rollcall.serve")

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
CALM_SECONDS = 30  # a worker that lived this long died for a new reason
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Supervisor:
    """Keeps ``count`` workers alive until told to stop; replaces them one by one on SIGHUP."""

    def __init__(
        self,
        start: Callable[[], Worker],
        count: int,
        *,
        stop_seconds: float,
        on_ready: Callable[[], None],
    ) -> None:
        self._start, self._count, self._stop_seconds = start, count, stop_seconds
        self._on_ready: Callable[[], None] | None = on_ready
        self._workers: list[Worker] = []
        self._outdated: list[Worker] = []
        self._pause, self._next_start = FIRST_PAUSE, 0.0
        self._deadline: float | None = None
        self._worst = 0

    def run(self) -> int:
        """Block until every worker has ended. The worst of their exit codes."""
        with _signals() as arrived:
            while self._deadline is None or self._workers:
                self._fill(time.monotonic())
                for number in self._wait(arrived):
                    self._handle(number)
                self._reap(time.monotonic())
                self._announce()
                self._replace_next()
                self._enforce_deadline(time.monotonic())
        return self._worst

    # Starting -------------------------------------------------------------------------------

    def _fill(self, now: float) -> None:
        """Start what is missing, unless the last one has just died."""
        serving = [worker for worker in self._workers if not worker.stopping]
        if self._deadline is None and now >= self._next_start:
            self._workers += [self._start() for _ in range(self._count - len(serving))]

    def _announce(self) -> None:
        if self._on_ready and len(self._ready()) >= self._count:
            self._on_ready()
            self._on_ready = None

    def _ready(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.ready and not worker.stopping]

    # Waiting --------------------------------------------------------------------------------

    def _wait(self, arrived: socket.socket) -> list[int]:
        """Sleep until a signal or a worker has something to say. The signals' numbers."""
        with selectors.DefaultSelector() as selector:
            selector.register(arrived, selectors.EVENT_READ)
            for worker in (w for w in self._workers if w.fileno() >= 0):
                selector.register(worker, selectors.EVENT_READ)
            woken = [key.fileobj for key, _ in selector.select(timeout=0.5)]
        for source in woken:
            if isinstance(source, Worker) and not source.hear():
                source.line.close()
        return list(arrived.recv(64)) if arrived in woken else []

    # Signals --------------------------------------------------------------------------------

    def _handle(self, number: int) -> None:
        if number == signal.SIGHUP:
            self._outdated = list(self._ready())
        elif number in (signal.SIGTERM, signal.SIGINT):
            again = self._deadline is not None and number == signal.SIGINT
            self._stop_all(signal.SIGINT if again else signal.SIGTERM)

    def _stop_all(self, number: int) -> None:
        self._deadline = self._deadline or time.monotonic() + self._stop_seconds
        for worker in self._workers:
            worker.stop(number)

    def _enforce_deadline(self, now: float) -> None:
        if self._deadline is not None and now > self._deadline:
            self._stop_all(signal.SIGKILL)

    # Deaths and replacements ----------------------------------------------------------------

    def _reap(self, now: float) -> None:
        for worker in list(self._workers):
            code = worker.exit_code()
            if code is not None:
                self._workers.remove(worker)
                worker.line.close()
                self._buried(worker, code, now)

    def _buried(self, worker: Worker, code: int, now: float) -> None:
        if worker.stopping:
            self._worst = max(self._worst, code if self._deadline else 0)
        elif self._on_ready:
            # What fails before the site ever served will fail again: say so and end.
            self._worst = max(self._worst, code or 1)
            self._stop_all(signal.SIGTERM)
        else:
            self._back_off(worker, code, now)

    def _back_off(self, worker: Worker, code: int, now: float) -> None:
        if now - worker.started > CALM_SECONDS:
            self._pause = FIRST_PAUSE
        self._next_start = now + self._pause
        fields = {"pid": worker.process.pid, "code": code, "restart_in": self._pause}
        logger.error("A worker died", extra={"fields": fields})
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def _replace_next(self) -> None:
        """Retire one outdated worker once the others serve; its place is then filled."""
        self._outdated = [w for w in self._outdated if w in self._workers and not w.stopping]
        if self._outdated and self._deadline is None and len(self._ready()) >= self._count:
            self._outdated.pop(0).stop()


@contextlib.contextmanager
def _signals() -> Iterator[socket.socket]:
    """A socket that brings the number of each signal as a byte."""
    arrived, wake = socket.socketpair()
    arrived.setblocking(False)
    wake.setblocking(False)
    before = {number: signal.signal(number, lambda *_: None) for number in SIGNALS}
    descriptor = signal.set_wakeup_fd(wake.fileno())
    try:
        yield arrived
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in before.items():
            signal.signal(number, handler)
        arrived.close()
        wake.close()
