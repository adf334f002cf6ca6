"""T11: how long the second ``make run`` takes until the site is ready, and what importing costs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from bench import cores
from bench.figures import Figures, Line, Measured
from bench.machine import ROOT
from bench.measuring import Size, say
from tests.processes import free_port, wait_for
from tests.site_process import environment, prepared_data_dir

IMPORTS = "import example_channels.asgi"
READY = Line("second make run, until ready", "s", "≤ 3")
IMPORT = Line("import of settings and ASGI app", "s", "≤ 1.5")
WHERE = "Rollcall"


def measure(figures: Figures, size: Size) -> None:
    """Start what was started before, on all cores, as whoever types it does."""
    with ExitStack() as stack:
        folder = prepared_data_dir(stack)
        stack.enter_context(cores.on(cores.EVERYWHERE))
        for _number in range(size.repeats):
            taken = start(folder)
            figures.add("T11", WHERE, taken)
            say(f"T11: {READY.what}: {taken[READY]:.2f} s")


def start(folder: Path) -> Measured:
    """Start once, and import once. Raises DidNotStart."""
    began = time.monotonic()
    with made(folder):
        ready = time.monotonic() - began
    began = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "example_channels.settings"}
    command = [sys.executable, "-c", IMPORTS]
    subprocess.run(command, cwd=ROOT, env=environment(folder, **settings), check=True)
    return {READY: ready, IMPORT: time.monotonic() - began}


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Type ``make run`` in the checkout, and wait until the site says that it is ready."""
    port, log = free_port(), folder / "make.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["make", "--no-print-directory", "run", f"PORT={port}"],  # noqa: S607
            cwd=ROOT,
            env=environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(process, lambda: is_ready(port), log)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
