"""A command whose outputs are passed on as they come, and also handed over line by line."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from threading import Lock, Thread
from typing import IO

BLOCK = 65536  # bytes read at once, and of a line that are held until it ends
NOT_FOUND, NOT_ALLOWED = 127, 126  # as shells say it
OF_SIGNAL = 128

Take = Callable[[bytes], None]


def run(command: Sequence[str], own: Sequence[IO[bytes]], take: Take) -> int:
    """Run a command to its end, and return its exit status as a shell does.

    ``own`` are the two outputs that get what it prints; ``take`` gets both, in whole lines.
    """
    # A handler, not "ignore": that the command would inherit. It hears Ctrl+C itself.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except FileNotFoundError:
        return _not_run(f"{command[0]}: not found", NOT_FOUND, own, take)
    except OSError as error:
        return _not_run(f"{command[0]}: {error.strerror}", NOT_ALLOWED, own, take)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: process.send_signal(number))
    _pass_on(process, own, take)
    status = process.wait()
    return status if status >= 0 else OF_SIGNAL - status


def _not_run(words: str, status: int, own: Sequence[IO[bytes]], take: Take) -> int:
    line = f"{words}\n".encode()
    _write(own[1], line)
    take(line)
    return status


def _pass_on(process: subprocess.Popen[bytes], own: Sequence[IO[bytes]], take: Take) -> None:
    """Return when both outputs have ended."""
    lock, halves = Lock(), list[bytes]()
    pipes = (process.stdout, process.stderr)
    threads = [
        Thread(target=_pump, args=(pipe, to, take, lock, halves))
        for pipe, to in zip(pipes, own, strict=True)
        if pipe is not None
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if halves:
        take(b"\n".join(halves))


def _pump(pipe: IO[bytes], own: IO[bytes], take: Take, lock: Lock, halves: list[bytes]) -> None:
    """Two outputs in one: lines stay whole, but for very long ones.

    What ends without a line feed is for the end: the other output may have more to say.
    """
    half = b""
    while data := os.read(pipe.fileno(), BLOCK):
        _write(own, data)
        lines, newline, rest = (half + data).rpartition(b"\n")
        if len(rest) > BLOCK:
            lines, newline, rest = half + data, b"", b""
        half = rest
        if lines or newline:
            with lock:
                take(lines + newline)
    if half:
        halves.append(half)
    pipe.close()


def _write(own: IO[bytes], data: bytes) -> None:
    try:
        own.write(data)
        own.flush()
    except OSError:
        pass  # Nobody reads here any more; the site still does.
