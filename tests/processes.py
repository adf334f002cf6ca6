"""Processes of our own: private, watched while they start, and gone when we are."""

import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SECONDS_TO_START = 60
SECONDS_TO_STOP = 10
# Waits for the end of whoever started it, however sudden, and then clears up.
GUARD = """
import os, shutil, signal, sys
sys.stdin.read()
os.kill(int(sys.argv[1]), signal.SIGKILL)
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""


class DidNotStart(Exception):
    """A server ended or kept silent; the message has its last words."""


def unprivileged() -> dict[str, Any]:
    """How to start what refuses to run as root: as nobody, where we are root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextmanager
def private_folder(name: str) -> Iterator[Path]:
    """Yield a new directory that an unprivileged server may write to."""
    with tempfile.TemporaryDirectory(prefix=f"rollcall-{name}-") as made:
        if who := unprivileged():
            os.chown(made, who["user"], who["group"])
        yield Path(made)


def free_port() -> int:
    """Return a loopback port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(
    command: list[str], folder: Path, account: dict[str, Any], answers: Callable[[], bool]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends. Raises DidNotStart with its log."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C is for us alone; we stop it in order.
            **account,
        )
    try:
        with guarded(process, folder):
            wait_for(process, answers, log)
            yield process
    finally:
        stop(process)


@contextmanager
def guarded(process: subprocess.Popen[bytes], folder: Path) -> Iterator[None]:
    """See that the server does not outlive us, even if we are killed in this block."""
    command = [sys.executable, "-c", GUARD, str(process.pid), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as guard:
        try:
            yield
        finally:
            guard.kill()


def wait_for(process: subprocess.Popen[bytes], answers: Callable[[], bool], log: Path) -> None:
    """Wait until the server answers; it has no other way to tell."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise DidNotStart(log.read_text(errors="replace")[-2000:] or "It said nothing.")
        time.sleep(0.02)  # noqa: TID251 - asking again is all one can do


def stop(process: subprocess.Popen[bytes]) -> None:
    """End this very process, politely first; SIGTERM would let PostgreSQL wait for its clients."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
