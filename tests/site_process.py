"""The real server, ``manage.py serve``, as a process of its own."""

import atexit
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
START_SECONDS, STOP_SECONDS = 180, 30
ADDRESS = re.compile(r"serves http://(\S+)/")

# What a developer's own environment or .env may not change in a test.
NEUTRAL = dict.fromkeys(
    [
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "PUBLIC_URL",
        "EMAIL_URL",
        "LOG_FEEDS",
        "DEBUG",
        "BENCH",
    ],
    "",
)


class SiteProcess:
    """A server that runs: where it is, what it wrote, how it ended."""

    def __init__(self, process: subprocess.Popen[str], data_dir: Path, log: Path) -> None:
        self.process, self.data_dir, self._log = process, data_dir, log
        self.said: list[str] = []
        self.ends_with = 0
        self._unread = ""
        self.host = self._wait_for_address()

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    @property
    def socket_url(self) -> str:
        return f"ws://{self.host}/ws/"

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def log_records(self) -> list[dict[str, Any]]:
        """The log's lines, where LOG_FORMAT=json."""
        return [json.loads(line) for line in self.log.splitlines()]

    @property
    def workers(self) -> set[int]:
        """The processes it has started."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return {int(number) for number in children.split()}

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def wait(self, seconds: float = STOP_SECONDS) -> int:
        """The exit code, once the process has ended. Fails where it does not."""
        return self.process.wait(seconds)

    def stop(self) -> int:
        """Ask it to stop as an operator does, and see that it ends. Its exit code."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        return self.wait()

    def _wait_for_address(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while line := self._next_line(deadline):
            self.said.append(line.rstrip("\n"))
            if found := ADDRESS.search(line):
                return found[1]
        raise AssertionError(f"The server did not start:\n{''.join(self.said)}\n{self.log}")

    def _next_line(self, deadline: float) -> str:
        """Read from the pipe itself: a buffered reader hides lines that select() cannot see."""
        assert self.process.stdout is not None
        pipe = self.process.stdout.fileno()
        while "\n" not in self._unread:
            left = max(0, deadline - time.monotonic())
            ready, _, _ = select.select([pipe], [], [], left)
            if not ready or not (read := os.read(pipe, 4096)):
                return ""
            self._unread += read.decode()
        line, _, self._unread = self._unread.partition("\n")
        return line + "\n"


@contextmanager
def serve(
    data_dir: Path | None = None, *, workers: int = 1, arguments: tuple[str, ...] = (), **env: str
) -> Iterator[SiteProcess]:
    """Start the site on a free port, and stop it at the end however the test went.

    Without ``data_dir`` it gets one of its own, prepared once and copied. Environment variables
    are named arguments: ``serve(LOG_FORMAT="json")``.
    """
    with ExitStack() as stack:
        directory = data_dir or prepared_data_dir(stack)
        process = stack.enter_context(_started(directory, workers, arguments, env))
        yield process
        code = process.stop()
        assert code == process.ends_with, f"The server ended with {code}:\n{process.log}"


def prepared_data_dir(stack: ExitStack) -> Path:
    """A fresh DATA_DIR with its tables made and its static files collected."""
    directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rollcall-")))
    shutil.copytree(_template(), directory, dirs_exist_ok=True)
    return directory


def environment(data_dir: Path, **env: str) -> dict[str, str]:
    return {**os.environ, **NEUTRAL, "DATA_DIR": str(data_dir), **env}


def manage(*arguments: str, data_dir: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the site to its end."""
    return subprocess.run(
        [*MANAGE, *arguments],
        cwd=ROOT,
        env=environment(data_dir, **env),
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )


@contextmanager
def _started(
    directory: Path, workers: int, arguments: tuple[str, ...], env: dict[str, str]
) -> Iterator[SiteProcess]:
    command = [*MANAGE, "serve", "--port=0", f"--workers={workers}", *arguments]
    log = directory / "serve.log"
    with log.open("a") as errors:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(directory, **env),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        yield SiteProcess(process, directory, log)
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


@cache
def _template() -> Path:
    """What a first start makes, once per test session."""
    directory = Path(tempfile.mkdtemp(prefix="rollcall-template-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    with _started(directory, 1, (), {}) as site:
        site.stop()
    for name in ("serve.log", "serve.lock", "secret_key"):
        (directory / name).unlink(missing_ok=True)
    return directory
